package dev.skep.drone.process;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * How long a command may run.
 *
 * @param deadline when it is ended at the latest
 * @param silence for how long it may write nothing; null for as long as it likes
 */
public record Limits(Deadline deadline, @Nullable Silence silence) {

    /**
     * How long a command may write nothing.
     *
     * @param passed what to say when it wrote nothing for so long, for people
     */
    public record Silence(Duration longest, String passed) {}

    /** What ends a command next when it writes nothing more. */
    Deadline next(long lastOutput) {
        return silence == null
                ? deadline
                : deadline.orEarlier(new Deadline(lastOutput + silence.longest().toNanos(), silence.passed()));
    }
}
