package dev.skep.drone.job;

import dev.skep.drone.job.CommandRunner.Result;
import org.jspecify.annotations.Nullable;

/** Passes through the code of a plugin: its phase is over, whatever it would do next. */
final class PhaseOver extends RuntimeException {

    private final transient @Nullable Result result;

    /** @param result what the phase came to; null when the job was told to stop */
    PhaseOver(@Nullable Result result) {
        super("the phase is over", null, false, false);
        this.result = result;
    }

    Result result() throws Stopped {
        if (result == null) {
            throw new Stopped();
        }
        return result;
    }
}
