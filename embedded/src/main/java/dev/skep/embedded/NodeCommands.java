package dev.skep.embedded;

import java.io.File;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * Runs the server's programs with the settings of one node.
 *
 * @param server the server's start script; its other programs are beside it
 */
record NodeCommands(Path server, NodeDirectory directory, NodePorts ports) {

    private static final Duration CONTROL_LIMIT = Duration.ofSeconds(60);

    /** Starts the node under a guard, which ends it when its standard input ends. */
    Process launch() throws IOException {
        try (var script = NodeCommands.class.getResourceAsStream("rabbit-guard.sh")) {
            var text = new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8);
            return process(List.of("sh", "-c", text, "rabbit-guard", server.toString()))
                    .redirectOutput(directory.output().toFile()).start();
        }
    }

    String control(List<String> arguments) throws IOException {
        var command = new ArrayList<String>();
        command.add(server.resolveSibling("rabbitmqctl").toString());
        command.addAll(arguments);
        var process = process(command).redirectInput(new File("/dev/null")).start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (ended(process, CONTROL_LIMIT) && process.exitValue() == 0) {
            return output;
        }
        throw new IllegalStateException(String.join(" ", command) + ": " + output);
    }

    private ProcessBuilder process(List<String> command) {
        var builder = new ProcessBuilder(command).redirectErrorStream(true).directory(directory.root().toFile());
        var environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("RABBITMQ_") || name.equals("NOTIFY_SOCKET"));
        environment.putAll(directory.environment(ports));
        return builder;
    }

    /** Waits for the end of a process: whether it came within the limit. */
    static boolean ended(Process process, Duration limit) throws InterruptedIOException {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for RabbitMQ");
        }
    }
}
