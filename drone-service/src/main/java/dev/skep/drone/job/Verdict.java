package dev.skep.drone.job;

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

    static Verdict timedOut(String reason) {
        return new Verdict(Conclusion.TIMED_OUT, reason);
    }

    boolean isSuccess() {
        return conclusion == Conclusion.SUCCESS;
    }
}
