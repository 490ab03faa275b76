package dev.skep.drone.docker;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

import dev.skep.drone.process.Delivery;
import dev.skep.drone.process.OutputSink;
import dev.skep.drone.process.OutputSink.Source;
import org.jspecify.annotations.Nullable;

/** Carries what a command in a container writes to its sink, and hears from {@code command.sh} when its shell ends. */
final class ContainerOutput {

    private static final String UNKNOWN = "?";
    /** The number of the shell, and at its end what the command returned. */
    private static final Pattern TOLD = Pattern.compile("(\\d{1,10})(?: (\\d{1,3}))?");
    /** More than engines say when they refuse a command. */
    private static final int ENGINES_WORDS = 64 * 1024;

    /** How long a shell may take to start its command at the most. */
    private static final long BEGINNING_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final OutputSink sink;
    private final MarkedStream stdout;
    private final MarkedStream stderr;
    private final ByteArrayOutputStream beforeBeginning = new ByteArrayOutputStream();
    private final Delivery delivery = new Delivery();
    private final CompletableFuture<@Nullable Integer> exited = new CompletableFuture<>();
    private final CompletableFuture<?> drained;
    private int streamsOver;
    private volatile long begun;
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
            if (beforeBeginning.size() > ENGINES_WORDS) {
                release();
            }
        }
    }

    /** The first line stands before all else on the standard output: what came earlier came on the other stream. */
    private void release() {
        if (beforeBeginning.size() > 0) {
            deliver(Source.STDERR, beforeBeginning.toByteArray());
            beforeBeginning.reset();
        }
    }

    private void deliver(Source source, byte[] written) {
        delivery.of(written.length, () -> sink.write(source, written, written.length));
    }

    /**
     * The first line says that the command begins; at its end one comes on each stream, after all that it wrote there.
     *
     * @return whether it is such a line
     */
    private boolean hear(String told) {
        var words = TOLD.matcher(told);
        if (!words.matches()) {
            return false;
        }
        var returned = words.group(2);
        return returned == null ? begin(words.group(1)) : end(words.group(1), Integer.parseInt(returned));
    }

    private boolean begin(String teller) {
        if (!shell.equals(UNKNOWN)) {
            return false;
        }
        begun = System.nanoTime();
        shell = teller;
        release();
        return true;
    }

    /** On the standard error it may come before the first line, which is on the other stream. */
    private boolean end(String teller, int returned) {
        if (!shell.equals(UNKNOWN) && !shell.equals(teller)) {
            return false;
        }
        if (++streamsOver == Source.values().length) {
            exited.complete(returned);
        }
        return true;
    }

    /** The process that runs {@code command.sh}, by its number in the container; {@code ?} when it has not begun. */
    String shell() {
        return shell;
    }

    /** Whether the command may be about to begin: it has processes then, though none can be found yet. */
    boolean isBeginning() {
        return !exited.isDone() && (shell.equals(UNKNOWN) || System.nanoTime() - begun < BEGINNING_NANOS);
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
