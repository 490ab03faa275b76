package dev.skep.drone.job;

import dev.skep.drone.process.OutputSink.Source;
import dev.skep.drone.secret.MaskedStream;
import dev.skep.drone.secret.Masker;
import dev.skep.message.JobEvent;
import dev.skep.message.Output;
import dev.skep.message.Stamp;
import org.jspecify.annotations.Nullable;

/** What one stream of one command, or of what is none, has written and is not sent yet. Guarded by the reporter's lock. */
final class StreamChunk {

    private final Chunk chunk = new Chunk();
    private final @Nullable Integer num;
    private final Source source;
    private final MaskedStream masked;
    private boolean timerRuns;
    private boolean ended;

    /** @param num the command's number; null outside any command */
    StreamChunk(@Nullable Integer num, Source source, Masker masker) {
        this.num = num;
        this.source = source;
        this.masked = masker.stream();
    }

    /** What of it may be seen: all that is kept or sent has passed here. */
    MaskedStream masked() {
        return masked;
    }

    Chunk chunk() {
        return chunk;
    }

    JobEvent event(Stamp stamp, Output output) {
        return switch (source) {
            case STDOUT ->
                num == null ? new JobEvent.Stdout(stamp, output) : new JobEvent.CommandStdout(stamp, num, output);
            case STDERR ->
                num == null ? new JobEvent.Stderr(stamp, output) : new JobEvent.CommandStderr(stamp, num, output);
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
