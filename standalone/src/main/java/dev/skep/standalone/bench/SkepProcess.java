package dev.skep.standalone.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import dev.skep.standalone.Api;
import dev.skep.standalone.CannotStart;

/** {@code skep up} in a process of its own, so that the client that measures does not share its threads and memory. */
final class SkepProcess implements AutoCloseable {

    /** By its name: the command line knows the benchmarks, so they do not know it. */
    private static final String MAIN = "dev.skep.standalone.cli.Skep";

    private static final String UP = "Skep is up at ";
    private static final long STOP_SECONDS = 60;

    private final Process process;
    private final List<String> options;
    private final Api api;

    private SkepProcess(Process process, List<String> options, Api api) {
        this.process = process;
        this.options = options;
        this.api = api;
    }

    /**
     * Starts it with the Java, the class path and the options of this process, and returns when it is up.
     *
     * @param jvm more options for its Java
     * @param up more options for {@code up}
     */
    static SkepProcess start(Path home, List<String> jvm, List<String> up) throws IOException, InterruptedException {
        var options = Stream.concat(ManagementFactory.getRuntimeMXBean().getInputArguments().stream(), jvm.stream())
                .toList();
        var token = UUID.randomUUID().toString();
        var builder = new ProcessBuilder(command(home, options, up)).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("SKEP_ADMIN_TOKEN", token);
        builder.environment().keySet().removeAll(List.of("SKEP_RABBITMQ_URI", "SKEP_MONGODB_URI", "SKEP_NAMESPACE"));
        var process = builder.start();
        var address = new CompletableFuture<String>();
        Thread.ofPlatform().name("output of skep up").daemon().start(() -> read(process.inputReader(), address));
        try {
            return new SkepProcess(process, options, new Api(address.get(), token));
        } catch (ExecutionException e) {
            throw new CannotStart("skep up ended before it was up: see above", e);
        }
    }

    private static List<String> command(Path home, List<String> options, List<String> up) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), MAIN, "up", "--port", "0",
                "--home", home.toString()));
        command.addAll(up);
        return command;
    }

    private static void read(BufferedReader output, CompletableFuture<String> address) {
        try (output) {
            output.lines().filter(line -> line.startsWith(UP))
                    .forEach(line -> address.complete(line.substring(UP.length())));
            address.completeExceptionally(new IOException("its output ended"));
        } catch (IOException | UncheckedIOException e) {
            address.completeExceptionally(e);
        }
    }

    /** What its Java was told. */
    List<String> options() {
        return options;
    }

    Api api() {
        return api;
    }

    /** How much processor time it has used since its start, on all processors together. */
    Duration cpu() {
        return process.info().totalCpuDuration().orElseThrow();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
