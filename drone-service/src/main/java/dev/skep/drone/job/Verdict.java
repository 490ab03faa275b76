package dev.skep.drone.job;

import dev.skep.drone.plugin.Errand;
import dev.skep.message.Conclusion;
import org.jspecify.annotations.Nullable;

/**
 * What is to be said of a job, or of a part of it.
 *
 * @param reason why it did not succeed, for people; null on success
 */
record Verdict(Conclusion conclusion, @Nullable String reason) {

    static final Verdict SUCCESS = new Verdict(Conclusion.SUCCESS, null);

    static Verdict failure(String reason) {
        return new Verdict(Conclusion.FAILURE, reason);
    }

    static Verdict error(String reason) {
        return new Verdict(Conclusion.ERROR, reason);
    }

    static Verdict cancelled(String by) {
        return new Verdict(Conclusion.CANCELLED, by + " cancelled it");
    }

    static Verdict timedOut(String reason) {
        return new Verdict(Conclusion.TIMED_OUT, reason);
    }

    /**
     * Of what failed: why it did, unless that is because the job is to end.
     *
     * @throws Stopped when it is told to
     */
    static Verdict failed(String reason, Errand errand) throws Stopped {
        if (errand.stop().isDone()) {
            throw new Stopped();
        }
        return errand.isOver() ? timedOut(errand.until().passed()) : error(reason);
    }

    boolean isSuccess() {
        return conclusion == Conclusion.SUCCESS;
    }
}
