package dev.skep.drone.process;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs commands by {@code sh -e}. */
public final class Shell {

    private static final Logger log = LoggerFactory.getLogger(Shell.class);
    private static final File NOTHING = new File("/dev/null");
    /** How long a background process may hold the output of a command whose shell has ended. */
    private static final Duration LINGERING = Duration.ofSeconds(1);

    /** More than can be left in two pipes when all who wrote to them are gone. */
    private static final long PIPES_HOLD = 2 * 1024 * 1024;

    private final Executor threads;
    private final Duration grace;

    /**
     * @param threads where the commands' streams are read: two threads a command
     * @param grace how long a command has between being asked to end and being killed
     */
    public Shell(Executor threads, Duration grace) {
        this.threads = threads;
        this.grace = grace;
    }

    /**
     * Runs a command and returns when it has ended and all its output is with the sink.
     *
     * @param stop ends the command when it completes
     */
    public Ending run(Script script, Limits limits, OutputSink sink, CompletableFuture<?> stop)
            throws InterruptedException {
        Process process;
        try {
            process = start(script);
        } catch (IOException e) {
            return new Ending.NotStarted(explain(script, e));
        }
        var tree = ProcessTree.of(process, script.mark());
        var pumps = new Pumps(process, sink, threads);
        stop.thenRunAsync(() -> tree.end(grace), threads);
        var passed = awaitExit(process, limits, pumps);
        if (passed != null || stop.isDone()) {
            tree.end(grace);
        }
        awaitOutput(pumps, tree, script);
        var exitCode = process.waitFor();
        if (stop.isDone()) {
            return new Ending.Stopped(exitCode);
        }
        return passed == null ? new Ending.Exited(exitCode) : new Ending.TimedOut(exitCode, passed);
    }

    /** Ends what is left of all commands of this execution. */
    public void endAll(String execution) {
        if (!ProcessTree.ofExecution(execution).end(grace)) {
            log.warn("processes of execution {} are left and cannot be ended", execution);
        }
    }

    private static Process start(Script script) throws IOException {
        var builder = new ProcessBuilder("sh", "-e", "-c", script.text()).directory(script.directory().toFile())
                .redirectInput(Redirect.from(NOTHING));
        var environment = builder.environment();
        environment.clear();
        environment.putAll(script.environment());
        environment.put(Mark.VARIABLE, script.mark().value());
        return builder.start();
    }

    private static String explain(Script script, IOException e) {
        var message = String.valueOf(e.getMessage());
        if (message.contains("Argument list too long")) {
            return "is too long for this system (" + script.text().getBytes(StandardCharsets.UTF_8).length
                    + " bytes, beside its environment): put it into a script file in the repository and run that";
        }
        return "could not be started: " + message;
    }

    /** Waits until the shell has ended, or says which limit passed. */
    private static @Nullable String awaitExit(Process process, Limits limits, Pumps pumps)
            throws InterruptedException {
        while (true) {
            var next = limits.next(pumps.lastOutput());
            if (process.waitFor(Math.max(0, next.remaining()), TimeUnit.NANOSECONDS)) {
                return null;
            }
            var reached = limits.next(pumps.lastOutput()); // what was written meanwhile may have moved it
            if (reached.remaining() <= 0) {
                return reached.passed();
            }
        }
    }

    /**
     * The streams end with the last process that holds them, which need not be the shell. A slow sink is no reason to give
     * up; a process that holds them and cannot be found is.
     */
    private void awaitOutput(Pumps pumps, ProcessTree tree, Script script) throws InterruptedException {
        if (pumps.awaitEnd(LINGERING)) {
            return;
        }
        tree.end(grace);
        var before = pumps.bytes();
        while (!pumps.awaitEnd(LINGERING)) {
            if (!pumps.isDelivering() || pumps.bytes() - before > PIPES_HOLD) {
                log.warn("an unknown process still holds the output of command {}", script.mark().value());
                pumps.letGo();
                return;
            }
        }
    }
}
