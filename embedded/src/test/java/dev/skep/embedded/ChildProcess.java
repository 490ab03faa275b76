package dev.skep.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import static org.awaitility.Awaitility.await;

/** A main class in a JVM of its own, to be killed. */
final class ChildProcess {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Process process;
    private final Path output;

    private ChildProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    static ChildProcess run(Class<?> main, String... arguments) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        var output = Files.createTempFile("child", ".out");
        output.toFile().deleteOnExit();
        return new ChildProcess(new ProcessBuilder(command).redirectOutput(output.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT).start(), output);
    }

    /** Waits until it has printed so many lines. */
    void awaitLines(int count) {
        await().atMost(PATIENCE).until(() -> lines().size() >= count || !process.isAlive());
    }

    /** What it has printed. */
    List<String> lines() throws IOException {
        return Files.readAllLines(output);
    }

    /** As {@code kill -9} does. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }
}
