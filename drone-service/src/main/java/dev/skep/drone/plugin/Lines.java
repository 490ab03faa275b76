package dev.skep.drone.plugin;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

import dev.skep.drone.process.OutputSink;

/** The lines that a plugin's program writes to its standard output; what it writes to standard error goes to the log. */
final class Lines implements OutputSink {

    private static final int LONGEST = 512 * 1024;
    private static final int MOST_UNREAD = 16;
    private static final long LOOK_AGAIN_MILLIS = 50;

    private final OutputSink errors;
    /** Bounded: a program that says more than is listened to waits. */
    private final BlockingQueue<Optional<String>> lines = new ArrayBlockingQueue<>(MOST_UNREAD);
    private volatile boolean deaf;
    private boolean over;
    private ByteArrayOutputStream open = new ByteArrayOutputStream();

    Lines(OutputSink errors) {
        this.errors = errors;
    }

    @Override
    public void write(Source source, byte[] bytes, int length) {
        if (source == Source.STDERR) {
            errors.write(source, bytes, length);
            return;
        }
        for (var i = 0; i < length; i++) {
            if (bytes[i] == '\n') {
                endLine();
            } else if (open.size() < LONGEST) { // one byte more, and the message cannot be read
                open.write(bytes[i]);
            }
        }
    }

    private void endLine() {
        put(Optional.of(open.toString(StandardCharsets.UTF_8)));
        open = new ByteArrayOutputStream();
    }

    private void put(Optional<String> line) {
        try {
            while (!deaf && !lines.offer(line, LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS)) {
                // somebody still listens
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** From now on nobody listens: whatever comes is dropped. */
    void ignore() {
        deaf = true;
    }

    @Override
    public void end(Source source) {
        if (source == Source.STDERR) {
            errors.end(source);
        }
    }

    /** The program has ended. */
    void close() {
        put(Optional.empty());
    }

    /** Waits for the next line; empty when the program has ended, from then on. For one thread alone. */
    Optional<String> next() throws InterruptedException {
        if (over) {
            return Optional.empty();
        }
        var line = lines.take();
        over = line.isEmpty();
        return line;
    }
}
