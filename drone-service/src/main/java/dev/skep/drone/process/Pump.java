package dev.skep.drone.process;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

import dev.skep.drone.process.OutputSink.Source;

/** Carries one stream of a command to its sink until the stream ends. */
final class Pump {

    private static final int READ_BYTES = 64 * 1024;

    private final InputStream stream;
    private final Source source;
    private final OutputSink sink;
    private final CompletableFuture<?> done;
    private volatile long lastOutput = System.nanoTime();
    private volatile boolean delivering;
    private volatile long bytes;

    Pump(InputStream stream, Source source, OutputSink sink, Executor threads) {
        this.stream = stream;
        this.source = source;
        this.sink = sink;
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
                delivering = true;
                sink.write(source, buffer, length);
                bytes = bytes + length; // one thread alone writes it
                lastOutput = System.nanoTime();
                delivering = false;
            }
        }
        sink.end(source);
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

    /** Whether something read still waits to be taken, because whoever takes it is slow. */
    boolean isDelivering() {
        return delivering && !done.isDone();
    }

    /** How much has been delivered. */
    long bytes() {
        return bytes;
    }

    /** When the command wrote last, by {@link System#nanoTime}; what waits to be taken counts as written now. */
    long lastOutput() {
        return delivering ? System.nanoTime() : lastOutput;
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
