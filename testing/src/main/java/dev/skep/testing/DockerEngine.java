package dev.skep.testing;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * A container engine on this machine.
 *
 * @param host where it listens
 * @param guard ends it when its input ends; null when somebody else runs it
 * @param directory what it keeps
 */
record DockerEngine(String host, @Nullable Process guard, Path directory) {

    private static final String USUAL = "unix:///var/run/docker.sock";
    private static final String NAME = "skep-docker-";
    private static final int COMMAND_SECONDS = 30;

    /** One that runs, else one of our own. */
    static DockerEngine find() throws IOException, NoEngine {
        var host = System.getenv().getOrDefault("DOCKER_HOST", USUAL);
        if (new DockerEngine(host, null, Path.of("unused")).answers()) {
            return new DockerEngine(host, null, Files.createTempDirectory(NAME));
        }
        if (!isInstalled("dockerd") || !isInstalled("docker") || !isInstalled("unshare")) {
            throw new NoEngine("no container engine answers, and none is installed: apt-get install docker.io");
        }
        if (!"root".equals(Files.getOwner(Path.of("/proc/self")).getName())) {
            throw new NoEngine("no container engine answers, and only root can start one");
        }
        return start(Files.createTempDirectory(NAME));
    }

    private static DockerEngine start(Path directory) throws IOException, NoEngine {
        var engine = new DockerEngine("unix://" + directory.resolve("docker.sock"), launch(directory), directory);
        Patience.await().until(() -> engine.answers() || !Objects.requireNonNull(engine.guard).isAlive());
        if (!engine.answers()) {
            var log = Files.readString(directory.resolve("log"));
            engine.end();
            throw new NoEngine("a container engine cannot run here:\n" + log);
        }
        return engine;
    }

    private static boolean isInstalled(String program) {
        return List.of(System.getenv("PATH").split(File.pathSeparator, -1)).stream()
                .anyMatch(bin -> Files.isExecutable(Path.of(bin, program)));
    }

    private static Process launch(Path directory) throws IOException {
        try (var script = DockerEngine.class.getResourceAsStream("docker-guard.sh")) {
            var guard = new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8);
            return new ProcessBuilder("sh", "-c", guard, "docker-guard", "dockerd", "--data-root",
                    directory.resolve("data").toString(), "--exec-root", directory.resolve("exec").toString(),
                    "--pidfile", directory.resolve("pid").toString(), "--host",
                    "unix://" + directory.resolve("docker.sock"), "--iptables=false", "--ip6tables=false")
                    .redirectErrorStream(true).redirectOutput(directory.resolve("log").toFile()).start();
        }
    }

    private boolean answers() {
        try {
            return isInstalled("docker") && !command(null, "version").isEmpty();
        } catch (IOException no) {
            return false;
        }
    }

    /**
     * Runs {@code docker}.
     *
     * @param input a file for its standard input, or null
     * @return what it printed
     * @throws IOException when it failed, with what it printed
     */
    String command(@Nullable Path input, String... arguments) throws IOException {
        var words = new ArrayList<>(List.of("docker", "--host", host));
        words.addAll(List.of(arguments));
        var process = new ProcessBuilder(words).redirectErrorStream(true)
                .redirectInput(input == null ? new File("/dev/null") : input.toFile()).start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        try {
            if (process.waitFor(COMMAND_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0) {
                return output;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new IOException(String.join(" ", words) + ": " + output);
    }

    void end() throws IOException {
        if (guard != null) {
            guard.getOutputStream().close();
            try {
                guard.waitFor(COMMAND_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
