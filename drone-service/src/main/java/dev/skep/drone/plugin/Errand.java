package dev.skep.drone.plugin;

import java.util.concurrent.CompletableFuture;

import dev.skep.drone.process.Deadline;

/**
 * The job for which something is fetched.
 *
 * @param execution the execution's own name
 * @param until when it must be over
 * @param stop completes when the job is to stop
 */
public record Errand(String execution, Deadline until, CompletableFuture<?> stop) {

    /** Whether nobody waits for it any more. */
    public boolean isOver() {
        return stop.isDone() || until.remaining() <= 0;
    }
}
