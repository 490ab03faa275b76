package dev.skep.drone.docker;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;

import dev.skep.drone.process.OutputSink;
import dev.skep.drone.process.OutputSink.Source;
import org.jspecify.annotations.Nullable;

/** Carries what a command in a container writes to its sink, and hears from {@code command.sh} when its shell ends. */
final class ContainerOutput {

    private final OutputSink sink;
    private final MarkedStream stdout;
    private final MarkedStream stderr;
    private final ByteArrayOutputStream beforeBeginning = new ByteArrayOutputStream();
    private final CompletableFuture<@Nullable ShellEnd> exited = new CompletableFuture<>();
    private final CompletableFuture<?> drained;
    private int streamsOver;
    private volatile boolean begun;
    private volatile boolean delivering;
    private volatile long lastOutput = System.nanoTime();
    private final AtomicLong bytes = new AtomicLong();

    /** How the shell of a command ended: with what, and which process tells so and waits. */
    record ShellEnd(int exitCode, String teller) {}

    ContainerOutput(Attachment attachment, String marker, OutputSink sink, Executor threads) {
        this.sink = sink;
        this.stdout = new MarkedStream(marker, written -> stdout(written), told -> hear(told));
        this.stderr = new MarkedStream(marker, written -> pass(Source.STDERR, written), told -> hear(told));
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

    /** What comes before the command begins is the engine's, saying why it does not. */
    private void stdout(byte[] written) {
        if (begun) {
            pass(Source.STDOUT, written);
        } else {
            beforeBeginning.writeBytes(written);
        }
    }

    private void pass(Source source, byte[] written) {
        delivering = true;
        sink.write(source, written, written.length);
        bytes.addAndGet(written.length);
        lastOutput = System.nanoTime();
        delivering = false;
    }

    /** The first line says that the command begins; at its end one comes on each stream, after all that it wrote there. */
    private void hear(String told) {
        if (told.isEmpty()) {
            begun = true;
            return;
        }
        streamsOver++;
        if (streamsOver == Source.values().length) {
            var space = told.indexOf(' ');
            exited.complete(new ShellEnd(Integer.parseInt(told.substring(0, space)), told.substring(space + 1)));
        }
    }

    /** Done when the shell has ended; null when something ended it together with its teller. */
    CompletableFuture<@Nullable ShellEnd> exited() {
        return exited;
    }

    /** Done when no more output can come. */
    CompletableFuture<?> drained() {
        return drained;
    }

    /** Why the engine did not begin the command; null when it did. */
    @Nullable
    String refusal() {
        return begun ? null : beforeBeginning.toString(StandardCharsets.UTF_8).strip();
    }

    long lastOutput() {
        return delivering ? System.nanoTime() : lastOutput;
    }

    long bytes() {
        return bytes.get();
    }

    boolean isDelivering() {
        return delivering && !drained.isDone();
    }
}
