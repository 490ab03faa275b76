package dev.skep.drone.docker;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import org.jspecify.annotations.Nullable;

/** The container engine that the drone's environment names, whether it runs or not. */
final class Engine {

    static final String HOST_VARIABLE = "DOCKER_HOST";
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(3);

    private final DockerClientConfig config;
    private final DockerClient client;
    private CompletableFuture<?> ping = CompletableFuture.completedFuture(null);

    private Engine(DockerClientConfig config, DockerClient client) {
        this.config = config;
        this.client = client;
    }

    /**
     * Connects to nothing yet.
     *
     * @param environment may name the engine, as {@code DOCKER_HOST}
     * @throws RuntimeException when what is set up cannot be meant
     */
    static Engine of(Map<String, String> environment) {
        var builder = DefaultDockerClientConfig.createDefaultConfigBuilder();
        var host = environment.get(HOST_VARIABLE);
        if (host != null && !host.isBlank()) {
            builder.withDockerHost(host);
        }
        var config = builder.build();
        var http = new ZerodepDockerHttpClient.Builder().dockerHost(config.getDockerHost())
                .sslConfig(config.getSSLConfig()).connectionTimeout(ANSWER_LIMIT).build();
        return new Engine(config, DockerClientImpl.getInstance(config, http));
    }

    DockerClient client() {
        return client;
    }

    /** Where it is to be found. */
    URI host() {
        return config.getDockerHost();
    }

    /** Attaches to a container that was made for it. The question has no body: it could get into the container's input. */
    Attachment attachTo(String container) throws IOException {
        return attach("/containers/" + container + "/attach?stream=1&stdin=1&stdout=1&stderr=1", "");
    }

    /** Starts a command that was made, attached to it. */
    Attachment start(String command) throws IOException {
        return attach("/exec/" + command + "/start", "{\"Detach\":false,\"Tty\":false}");
    }

    private Attachment attach(String path, String body) throws IOException {
        return Attachment.ask(Line.to(host(), config.getSSLConfig()), path, body);
    }

    /** Why it does not answer, and what to do about it; null when it does. */
    synchronized @Nullable String silence(Executor threads) {
        if (ping.isDone()) { // else the last one still waits
            ping = CompletableFuture.runAsync(() -> client.pingCmd().exec(), threads);
        }
        try {
            ping.get(ANSWER_LIMIT.toNanos(), TimeUnit.NANOSECONDS);
            return null;
        } catch (ExecutionException e) {
            return explain(EngineWords.of(e));
        } catch (TimeoutException e) {
            return explain("no answer within " + ANSWER_LIMIT.toSeconds() + " seconds");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "the drone is about to stop";
        }
    }

    private String explain(String words) {
        var advice = words.contains("Permission denied")
                ? "let the drone's user use it, on Debian by usermod -aG docker USER, or use a rootless engine"
                : "install and start docker, or set " + HOST_VARIABLE + " to where it listens";
        return "docker does not answer at " + host() + " (" + words + "): " + advice;
    }
}
