package dev.skep.drone.docker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.SyncDockerCmd;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import org.jspecify.annotations.Nullable;

/** The container engine that the drone's environment names, whether it runs or not. */
final class Engine {

    static final String HOST_VARIABLE = "DOCKER_HOST";
    private static final Duration PING_LIMIT = Duration.ofSeconds(3);
    /** Engines under load take their time, to start and to remove containers above all. */
    private static final AnswerLimit ANSWER_LIMIT = new AnswerLimit(Duration.ofMinutes(2));

    private final DockerClientConfig config;
    private final AnswerLimit limit;
    private final DockerClient client;
    private CompletableFuture<?> ping = CompletableFuture.completedFuture(null);

    private Engine(DockerClientConfig config, DockerClient client, AnswerLimit limit) {
        this.config = config;
        this.client = client;
        this.limit = limit;
    }

    /**
     * Connects to nothing yet.
     *
     * @param environment may name the engine, as {@code DOCKER_HOST}
     * @throws RuntimeException when what is set up cannot be meant
     */
    static Engine of(Map<String, String> environment) {
        return of(environment, ANSWER_LIMIT);
    }

    static Engine of(Map<String, String> environment, AnswerLimit limit) {
        var builder = DefaultDockerClientConfig.createDefaultConfigBuilder();
        var host = environment.get(HOST_VARIABLE);
        if (host != null && !host.isBlank()) {
            builder.withDockerHost(host);
        }
        var config = builder.build();
        var http = new ZerodepDockerHttpClient.Builder().dockerHost(config.getDockerHost())
                .sslConfig(config.getSSLConfig()).connectionTimeout(PING_LIMIT).build();
        return new Engine(config, DockerClientImpl.getInstance(config, http), limit);
    }

    /** Makes what to {@link #ask}. */
    DockerClient client() {
        return client;
    }

    /**
     * The answer to what the engine does at once.
     *
     * @throws RuntimeException when it refuses, cannot be reached or does not answer in time: {@link EngineWords} says which
     */
    <T> T ask(SyncDockerCmd<T> command) {
        try {
            return limit.await(command::exec);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
        return limit.await(() -> Attachment.ask(Line.to(host(), config.getSSLConfig()), path, body));
    }

    /** Why it does not answer, and what to do about it; null when it does. */
    synchronized @Nullable String silence(Executor threads) {
        if (ping.isDone()) { // else the last one still waits
            ping = CompletableFuture.runAsync(() -> client.pingCmd().exec(), threads);
        }
        try {
            ping.get(PING_LIMIT.toNanos(), TimeUnit.NANOSECONDS);
            return null;
        } catch (ExecutionException e) {
            return explain(EngineWords.of(e));
        } catch (TimeoutException e) {
            return explain("no answer within " + PING_LIMIT.toSeconds() + " seconds");
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
