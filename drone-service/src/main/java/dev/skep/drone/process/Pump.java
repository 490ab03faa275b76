package dev.skep.drone.process;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import dev.skep.drone.process.OutputSink.Source;
import org.jspecify.annotations.Nullable;

/** Carries one stream of a command to its sink until the stream ends. */
final class Pump {

    private static final int READ_BYTES = 64 * 1024;
    private static final long HEAD_START_NANOS = TimeUnit.MILLISECONDS.toNanos(3);

    private final InputStream stream;
    private final Source source;
    private final OutputSink sink;
    private final @Nullable Pump leader;
    private final Delivery delivery = new Delivery();
    private final CompletableFuture<?> done;

    /** @param leader the pump that goes first when both have something to carry; null when this one does */
    Pump(InputStream stream, Source source, OutputSink sink, @Nullable Pump leader, Executor threads) {
        this.stream = stream;
        this.source = source;
        this.sink = sink;
        this.leader = leader;
        this.done = CompletableFuture.runAsync(this::carry, threads);
    }

    /**
     * The JDK closes the stream as soon as the shell has ended and the stream's monitor is free. Holding it lets background
     * processes write on, but for a shell that has ended before this thread could begin.
     */
    private void carry() {
        var buffer = new byte[READ_BYTES];
        synchronized (stream) {
            for (int length; (length = read(buffer)) >= 0;) {
                deliver(buffer, length);
            }
        }
        sink.end(source);
    }

    private void deliver(byte[] buffer, int length) {
        delivery.of(length, () -> {
            letLeaderGoFirst();
            sink.write(source, buffer, length);
        });
    }

    /**
     * Two pipes do not tell which was written to first. Programs that fail write their results and then their complaint, so
     * of what comes at the same time the results go first.
     */
    private void letLeaderGoFirst() {
        if (leader != null && !leader.done.isDone()) {
            LockSupport.parkNanos(HEAD_START_NANOS);
        }
    }

    private int read(byte[] buffer) {
        try {
            return stream.read(buffer);
        } catch (IOException closed) {
            return -1; // by letGo()
        }
    }

    CompletableFuture<?> done() {
        return done;
    }

    Delivery delivery() {
        return delivery;
    }

    /** Reads no more, though some process may still hold the other end. */
    void letGo() {
        try {
            stream.close();
        } catch (IOException alreadyGone) {
            // nothing was left to let go
        }
    }
}
