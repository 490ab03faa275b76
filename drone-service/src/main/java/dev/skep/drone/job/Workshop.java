package dev.skep.drone.job;

import java.time.InstantSource;
import java.util.concurrent.ScheduledExecutorService;

import dev.skep.drone.checkout.GitCheckouts;
import dev.skep.drone.process.Shell;
import dev.skep.message.JobRun;

/**
 * What all jobs of a drone share.
 *
 * @param timer sends output that has waited long enough
 */
public record Workshop(Host host, GitCheckouts checkouts, Shell shell, EventSink events, InstantSource clock,
        ScheduledExecutorService timer) {

    /** Gets an execution ready to run. */
    public JobRunner runner(JobRun run) {
        return new JobRunner(run, this, new Reporter(run.execution(), events, clock, timer));
    }
}
