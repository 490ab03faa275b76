package dev.skep.drone.job;

import dev.skep.drone.process.OutputSink;
import dev.skep.drone.secret.Masker;
import org.jspecify.annotations.Nullable;

/** Passes output on to the reporter: of a command until it is over, or what is written outside any command. */
final class CommandOutput implements OutputSink, AutoCloseable {

    private final Reporter reporter;
    private final StreamChunk stdout;
    private final StreamChunk stderr;

    /** @param num the command's number; null outside any command */
    CommandOutput(Reporter reporter, @Nullable Integer num, Masker masker) {
        this.reporter = reporter;
        this.stdout = new StreamChunk(num, Source.STDOUT, masker);
        this.stderr = new StreamChunk(num, Source.STDERR, masker);
    }

    @Override
    public void write(Source source, byte[] bytes, int length) {
        reporter.written(stream(source), bytes, length);
    }

    @Override
    public void end(Source source) {
        reporter.ended(stream(source));
    }

    private StreamChunk stream(Source source) {
        return switch (source) {
            case STDOUT -> stdout;
            case STDERR -> stderr;
        };
    }

    /** Whatever comes later is not the command's any more. */
    @Override
    public void close() {
        reporter.ended(stdout);
        reporter.ended(stderr);
    }
}
