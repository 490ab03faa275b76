package dev.skep.drone.job;

import java.util.concurrent.CompletableFuture;

import dev.skep.message.JobEvent;
import dev.skep.message.JobInfo;

/** Where the events of one execution go. Nothing here waits for the broker, or fails because of it or of the disk. */
public interface EventSink {

    /**
     * Takes the next event.
     *
     * @return whether it is kept. Output and what plugins tell is not when there is no room for it, and then never again:
     *         who gets false reports that by {@link JobEvent.Truncated}, and offers no more of it. All else is always kept.
     */
    boolean send(JobEvent event);

    /** Done when the broker has all that was sent so far: then it does not depend on this process any more. */
    CompletableFuture<?> delivered();

    /** How much is kept of one execution while it is not known to be stored, in bytes. */
    long limit();

    /** The events below this number are known to be stored. */
    long stored();

    /**
     * The execution is over, whether or not it came to its end.
     *
     * @param last how far it came
     */
    void close(JobInfo last);
}
