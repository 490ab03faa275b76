package dev.skep.drone.process;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import dev.skep.drone.process.OutputSink.Source;

/** The two streams of a command. */
final class Pumps {

    private final Pump stdout;
    private final Pump stderr;
    private final CompletableFuture<?> done;

    Pumps(Process process, OutputSink sink, Executor threads) {
        stdout = new Pump(process.getInputStream(), Source.STDOUT, sink, null, threads);
        stderr = new Pump(process.getErrorStream(), Source.STDERR, sink, stdout, threads);
        done = CompletableFuture.allOf(stdout.done(), stderr.done());
    }

    /** When the command wrote last on either stream, by {@link System#nanoTime}. */
    long lastOutput() {
        var out = stdout.lastOutput();
        var err = stderr.lastOutput();
        return out - err > 0 ? out : err;
    }

    /** Waits for the end of both streams; false when it did not come in time. */
    boolean awaitEnd(Duration time) throws InterruptedException {
        try {
            done.get(time.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException notYet) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("the command's output could not be passed on", e.getCause());
        }
    }

    long bytes() {
        return stdout.bytes() + stderr.bytes();
    }

    boolean isDelivering() {
        return stdout.isDelivering() || stderr.isDelivering();
    }

    void letGo() {
        stdout.letGo();
        stderr.letGo();
    }
}
