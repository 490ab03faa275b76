package dev.skep.drone.job;

import dev.skep.drone.process.OutputSink.Source;
import dev.skep.message.JobEvent;
import dev.skep.message.Output;
import dev.skep.message.Stamp;

/** What one stream of one command has written and is not sent yet. Guarded by the reporter's lock. */
final class StreamChunk {

    private final Chunk chunk = new Chunk();
    private final int num;
    private final Source source;
    private boolean timerRuns;
    private boolean ended;

    StreamChunk(int num, Source source) {
        this.num = num;
        this.source = source;
    }

    Chunk chunk() {
        return chunk;
    }

    JobEvent event(Stamp stamp, Output output) {
        return switch (source) {
            case STDOUT -> new JobEvent.CommandStdout(stamp, num, output);
            case STDERR -> new JobEvent.CommandStderr(stamp, num, output);
        };
    }

    /** Whether a timer must be started; from now on one runs. */
    boolean awaitsTimer() {
        var awaited = !timerRuns;
        timerRuns = true;
        return awaited;
    }

    void timerCame() {
        timerRuns = false;
    }

    void end() {
        ended = true;
    }

    boolean hasEnded() {
        return ended;
    }
}
