package dev.skep.drone.plugin;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

import dev.skep.drone.process.OutputSink;

/** The lines that a plugin's program writes to its standard output; what it writes to standard error goes to the log. */
final class Lines implements OutputSink {

    private static final int LONGEST = 1024 * 1024;

    private final OutputSink errors;
    private final BlockingQueue<Optional<String>> lines = new LinkedBlockingQueue<>();
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
        lines.add(Optional.of(open.toString(StandardCharsets.UTF_8)));
        open = new ByteArrayOutputStream();
    }

    @Override
    public void end(Source source) {
        if (source == Source.STDERR) {
            errors.end(source);
        }
    }

    /** The program has ended. */
    void close() {
        lines.add(Optional.empty());
    }

    /** Waits for the next line; empty when the program has ended. */
    Optional<String> next() throws InterruptedException {
        return lines.take();
    }
}
