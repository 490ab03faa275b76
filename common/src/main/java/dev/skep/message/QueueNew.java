package dev.skep.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeName;
import org.jspecify.annotations.Nullable;

/**
 * A job that waits for a drone. Gateway to queen, or back from a drone that leaves without having begun it.
 *
 * @param job what to run
 * @param returned the lease that a drone gives back; null when the job comes from the gateway
 * @param again whether an earlier message for this attempt may have been lost: what the queen remembers of it is void
 */
@JsonTypeName("queue:new")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record QueueNew(JobData job, @Nullable String returned, boolean again) implements Message {

    /** A job from the gateway. */
    public static QueueNew of(JobData job) {
        return new QueueNew(job, null, false);
    }

    /** The same, when an earlier message may have been lost. */
    public static QueueNew again(JobData job) {
        return new QueueNew(job, null, true);
    }

    /** A job from a drone that has not begun it and will not. */
    public static QueueNew back(JobRun run) {
        return new QueueNew(run.job(), run.lease(), false);
    }
}
