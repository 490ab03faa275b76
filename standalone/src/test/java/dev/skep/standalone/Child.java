package dev.skep.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import dev.skep.standalone.cli.Skep;

/** A Java process that a test starts, and may kill. */
final class Child implements AutoCloseable {

    private static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();

    private final Process process;
    private final Path output;

    private Child(List<String> arguments, Map<String, String> environment, Path output) throws IOException {
        var command = new ArrayList<>(List.of(JAVA, "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(arguments);
        var builder = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        builder.environment().putAll(environment);
        this.process = builder.start();
        this.output = output;
    }

    /** A service from its own runnable jar, as the build made it. */
    static Child service(String name, Map<String, String> environment, Path output) throws IOException {
        try (var jars = Files.newDirectoryStream(Path.of("..", name + "-service", "target"), "*-exec.jar")) {
            return new Child(List.of("-jar", jars.iterator().next().toString()), environment, output);
        }
    }

    /** {@code skep} with these arguments. */
    static Child skep(Map<String, String> environment, Path output, String... arguments) throws IOException {
        var all = new ArrayList<>(List.of("-cp", System.getProperty("java.class.path"), Skep.class.getName()));
        all.addAll(List.of(arguments));
        return new Child(all, environment, output);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    String output() throws IOException {
        return Files.readString(output);
    }

    /** Sends a signal, such as {@code STOP}. */
    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).inheritIO().start().waitFor();
    }

    /** {@code kill -9}. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** SIGTERM, and waits for the end. */
    boolean terminate() throws InterruptedException {
        process.destroy();
        return process.waitFor(60, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
