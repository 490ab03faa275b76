package dev.skep.drone.plugin;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import dev.skep.drone.process.Deadline;
import dev.skep.drone.process.JobEnvironment;

/**
 * The job for which something is fetched.
 *
 * @param execution the execution's own name
 * @param until when it must be over
 * @param stop completes when the job is to stop
 * @param leaving told of each place where something ran for it, before that is closed
 */
public record Errand(String execution, Deadline until, CompletableFuture<?> stop,
        Consumer<JobEnvironment> leaving) {

    /** Whether nobody waits for it any more. */
    public boolean isOver() {
        return stop.isDone() || until.remaining() <= 0;
    }
}
