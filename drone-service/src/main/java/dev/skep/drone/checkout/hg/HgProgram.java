package dev.skep.drone.checkout.hg;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import dev.skep.drone.checkout.Refusal;
import dev.skep.drone.checkout.Refusals;
import org.jspecify.annotations.Nullable;

/**
 * Runs the {@code hg} program in a private directory: with the configuration in that directory's {@code hgrc} alone, not
 * the machine's, the user's or any repository's, whose hooks and extensions have no place here.
 *
 * @param directory the private directory
 * @param cancelled asked now and then, to end the program early
 */
record HgProgram(Path directory, BooleanSupplier cancelled) {

    static final String CONFIGURATION = "hgrc";

    private static final int POLL_MILLIS = 50;
    private static final int LONGEST_OUTPUT = 64 * 1024;

    /**
     * What came of a run.
     *
     * @param exitCode null when it was ended, because it took too long
     */
    record Result(@Nullable Integer exitCode, String out, String err) {

        boolean isGood() {
            return exitCode != null && exitCode == 0;
        }
    }

    /** Runs {@code hg} without a limit but that of the job. */
    Result run(String... arguments) throws Refusal, IOException {
        return run(Duration.ofSeconds(Long.MAX_VALUE), arguments);
    }

    /**
     * Runs {@code hg}.
     *
     * @throws Refusal when the job is cancelled meanwhile
     * @throws IOException when there is no {@code hg}
     */
    Result run(Duration limit, String... arguments) throws Refusal, IOException {
        var command = new ArrayList<>(List.of("hg"));
        command.addAll(List.of(arguments));
        var out = directory.resolve("out");
        var err = directory.resolve("err");
        var builder = new ProcessBuilder(command).directory(directory.toFile()).redirectOutput(out.toFile())
                .redirectError(err.toFile());
        setUp(builder.environment());
        var process = builder.start();
        try {
            process.getOutputStream().close();
            var ended = await(process, limit);
            return new Result(ended ? process.exitValue() : null, read(out), read(err));
        } finally {
            kill(process);
        }
    }

    /** The configuration is named without its directory, because a colon there would end the name. */
    private void setUp(Map<String, String> environment) {
        var path = Objects.requireNonNullElse(environment.get("PATH"), "/usr/local/bin:/usr/bin:/bin");
        environment.clear();
        environment.putAll(Map.of("PATH", path, "HOME", directory.toString(), "HGRCPATH", CONFIGURATION,
                "HGRCSKIPREPO", "1", "HGPLAIN", "1", "HGENCODING", "UTF-8", "LC_ALL", "C.UTF-8"));
    }

    private boolean await(Process process, Duration limit) throws Refusal, IOException {
        var start = System.nanoTime();
        try {
            while (!process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                if (cancelled.getAsBoolean()) {
                    throw new Refusal(Refusals.cancelled());
                }
                if (Duration.ofNanos(System.nanoTime() - start).compareTo(limit) > 0) {
                    return false;
                }
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while hg ran", e);
        }
    }

    private static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private static String read(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return new String(in.readNBytes(LONGEST_OUTPUT), StandardCharsets.UTF_8).strip();
        }
    }
}
