package dev.skep.drone.process;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees a command to its end: gives it its input, keeps its limits, and waits for its output no longer than makes sense.
 */
public final class Supervision {

    private static final Logger log = LoggerFactory.getLogger(Supervision.class);
    /** How long a background process may hold the output of a command whose shell has ended. */
    private static final Duration LINGERING = Duration.ofSeconds(1);
    /** More than can be left in two pipes when all who wrote to them are gone. */
    private static final long PIPES_HOLD = 2 * 1024 * 1024;

    private final Script script;
    private final RunningCommand command;
    private final Executor threads;

    /**
     * For a command that has just been started.
     *
     * @param script what was started
     * @param threads has a thread for the command's input, if it has any
     */
    public Supervision(Script script, RunningCommand command, Executor threads) {
        this.script = script;
        this.command = command;
        this.threads = threads;
    }

    /**
     * Returns when the command has ended and all its output is with the sink.
     *
     * @param stop ends the command when it completes, with all that is in its place
     */
    public Ending untilEnd(Limits limits, CompletableFuture<?> stop) throws InterruptedException {
        var input = script.input();
        if (input == null) {
            return supervise(limits, stop);
        }
        var pump = InputPump.start(input, command.input(), threads);
        try {
            return supervise(limits, stop);
        } finally {
            pump.close();
        }
    }

    private Ending supervise(Limits limits, CompletableFuture<?> stop) throws InterruptedException {
        var passed = awaitExit(limits, CompletableFuture.anyOf(command.exited(), stop));
        var stopped = stop.isDone();
        if (stopped) {
            command.endAll();
        } else if (passed != null) {
            command.end();
        }
        awaitOutput(stopped || passed != null);
        var exitCode = command.exitCode();
        if (stop.isDone()) {
            return new Ending.Stopped(exitCode);
        }
        return passed == null ? new Ending.Exited(exitCode) : new Ending.TimedOut(exitCode, passed);
    }

    /** Waits until the shell has ended or is to be stopped, or says which limit passed. */
    private @Nullable String awaitExit(Limits limits, CompletableFuture<?> over) throws InterruptedException {
        while (true) {
            var next = limits.next(command.lastOutput());
            if (isDone(over, Math.max(0, next.remaining()))) {
                return null;
            }
            var reached = limits.next(command.lastOutput()); // what was written meanwhile may have moved it
            if (reached.remaining() <= 0) {
                return reached.passed();
            }
        }
    }

    /**
     * The streams end with the last process that holds them, which need not be the shell. A slow sink is no reason to give
     * up; a process that holds them and cannot be found, or not be ended, is.
     *
     * @param toldToEnd whether its processes were told before: who lives still lives after another time
     */
    private void awaitOutput(boolean toldToEnd) throws InterruptedException {
        if (isDone(command.drained(), LINGERING.toNanos())) {
            return;
        }
        if (!toldToEnd) {
            command.end();
        }
        var before = command.bytes();
        while (!isDone(command.drained(), LINGERING.toNanos())) {
            if (!command.isDelivering() || command.bytes() - before > PIPES_HOLD) {
                log.warn("a process that cannot be found or ended still holds the output of command {}",
                        script.mark().value());
                command.letGo();
                return;
            }
        }
    }

    private static boolean isDone(CompletableFuture<?> future, long nanos) throws InterruptedException {
        try {
            future.get(nanos, TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException notYet) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("the command's output could not be passed on", e.getCause());
        }
    }
}
