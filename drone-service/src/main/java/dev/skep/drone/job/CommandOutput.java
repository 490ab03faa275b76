package dev.skep.drone.job;

import dev.skep.drone.process.OutputSink;

/** Passes a command's output on to the reporter, until the command is over. */
final class CommandOutput implements OutputSink, AutoCloseable {

    private final Reporter reporter;
    private final StreamChunk stdout;
    private final StreamChunk stderr;

    CommandOutput(Reporter reporter, int num) {
        this.reporter = reporter;
        this.stdout = new StreamChunk(num, Source.STDOUT);
        this.stderr = new StreamChunk(num, Source.STDERR);
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
