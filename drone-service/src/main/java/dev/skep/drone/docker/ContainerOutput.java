package dev.skep.drone.docker;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

import dev.skep.drone.process.Delivery;
import dev.skep.drone.process.OutputSink;
import dev.skep.drone.process.OutputSink.Source;
import org.jspecify.annotations.Nullable;

/** Carries what a command in a container writes to its sink, and hears from {@code command.sh} when its shell ends. */
final class ContainerOutput {

    private static final String UNKNOWN = "?";

    private final OutputSink sink;
    private final MarkedStream stdout;
    private final MarkedStream stderr;
    private final ByteArrayOutputStream beforeBeginning = new ByteArrayOutputStream();
    private final Delivery delivery = new Delivery();
    private final CompletableFuture<@Nullable Integer> exited = new CompletableFuture<>();
    private final CompletableFuture<?> drained;
    private int streamsOver;
    private volatile String shell = UNKNOWN;

    ContainerOutput(Attachment attachment, String marker, OutputSink sink, Executor threads) {
        this.sink = sink;
        this.stdout = new MarkedStream(marker, written -> pass(Source.STDOUT, written), this::hear);
        this.stderr = new MarkedStream(marker, written -> pass(Source.STDERR, written), this::hear);
        this.drained = CompletableFuture.runAsync(() -> carry(attachment), threads);
    }

    private void carry(Attachment attachment) {
        try {
            Frames.read(attachment.output(), this::take);
            stdout.end();
            stderr.end();
            sink.end(Source.STDOUT);
            sink.end(Source.STDERR);
        } finally {
            exited.complete(null);
        }
    }

    private void take(Source source, byte[] buffer, int length) {
        switch (source) {
            case STDOUT -> stdout.take(buffer, length);
            case STDERR -> stderr.take(buffer, length);
        }
    }

    /** What comes before the command is known to have begun may be the engine's, saying why it does not. */
    private void pass(Source source, byte[] written) {
        if (!shell.equals(UNKNOWN)) {
            deliver(source, written);
        } else {
            beforeBeginning.writeBytes(written);
        }
    }

    private void deliver(Source source, byte[] written) {
        delivery.of(written.length, () -> sink.write(source, written, written.length));
    }

    /** The first line says that the command begins; at its end one comes on each stream, after all that it wrote there. */
    private void hear(String told) {
        var space = told.indexOf(' ');
        if (space < 0) {
            begin(told);
        } else if (++streamsOver == Source.values().length) {
            exited.complete(Integer.valueOf(told.substring(space + 1)));
        }
    }

    /** The line stands before all else on the standard output: what came earlier came on the other stream. */
    private void begin(String teller) {
        shell = teller;
        if (beforeBeginning.size() > 0) {
            deliver(Source.STDERR, beforeBeginning.toByteArray());
        }
    }

    /** The process that runs {@code command.sh}, by its number in the container; {@code ?} when it has not begun. */
    String shell() {
        return shell;
    }

    /** Done when the command's shell has ended, with what it returned; null when {@code command.sh} could not tell. */
    CompletableFuture<@Nullable Integer> exited() {
        return exited;
    }

    /** Done when no more output can come. */
    CompletableFuture<?> drained() {
        return drained;
    }

    /** Why the engine did not begin the command; null when it did. */
    @Nullable
    String refusal() {
        return shell.equals(UNKNOWN) ? beforeBeginning.toString(StandardCharsets.UTF_8).strip() : null;
    }

    Delivery delivery() {
        return delivery;
    }
}
