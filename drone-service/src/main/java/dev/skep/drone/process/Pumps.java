package dev.skep.drone.process;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

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

    /** Done when both streams have ended. */
    CompletableFuture<?> done() {
        return done;
    }

    /** When the command wrote last on either stream, by {@link System#nanoTime}. */
    long lastOutput() {
        var out = stdout.delivery().lastOutput();
        var err = stderr.delivery().lastOutput();
        return out - err > 0 ? out : err;
    }

    long bytes() {
        return stdout.delivery().bytes() + stderr.delivery().bytes();
    }

    boolean isDelivering() {
        return stdout.delivery().isActive() || stderr.delivery().isActive();
    }

    void letGo() {
        stdout.letGo();
        stderr.letGo();
    }
}
