package dev.skep.drone.job;

import java.util.concurrent.CompletableFuture;

import dev.skep.message.JobEvent;

/** Where a job's events go. */
@FunctionalInterface
public interface EventSink {

    /**
     * Takes the next event; may wait when too many are on their way.
     *
     * @return done when the event is safe from the end of this process
     */
    CompletableFuture<?> send(JobEvent event);
}
