package dev.skep.drone.job;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;

import dev.skep.drone.checkout.Checkouts;
import dev.skep.drone.process.Executor;
import dev.skep.message.JobRun;
import dev.skep.message.Vcs;

/**
 * What all jobs of a drone share.
 *
 * @param timer sends output that has waited long enough
 */
public record Workshop(Host host, Map<Vcs, Checkouts> checkouts, List<Executor> executors, EventSink events,
        InstantSource clock, ScheduledExecutorService timer) {

    /** Gets an execution ready to run. */
    public JobRunner runner(JobRun run) {
        return new JobRunner(run, this, new Reporter(run.execution(), events, clock, timer));
    }
}
