package dev.skep.gateway.job;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

import dev.skep.gateway.job.Job.Cancel;
import dev.skep.gateway.problem.Problem;
import dev.skep.message.Conclusion;
import org.springframework.stereotype.Component;

/**
 * Cancels jobs. One that no drone has accepted ends here and now; one that a drone has is ended by the drone, which tells
 * what it did. Whatever happens to the drone meanwhile, the job runs no more.
 */
@Component
public class Cancellation {

    private final Jobs jobs;
    private final Recovery recovery;
    private final Fence fence;
    private final InstantSource clock;

    Cancellation(Jobs jobs, Recovery recovery, Fence fence, InstantSource clock) {
        this.jobs = jobs;
        this.recovery = recovery;
        this.fence = fence;
        this.clock = clock;
    }

    /**
     * Somebody wants the job no more. To say it twice changes nothing.
     *
     * @param by who
     * @return the job as it is then
     * @throws Problem when there is no such job, or it is over otherwise
     */
    Job cancel(String id, String by) {
        jobs.cancel(id, new Cancel(by, clock.instant().truncatedTo(ChronoUnit.MILLIS)));
        return end(jobs.get(id));
    }

    /** Ends it, if no drone has it; else has its drone end it. */
    public Job end(Job seen) {
        var job = seen;
        while (!job.isFinished()) {
            var cancel = job.cancel();
            if (cancel == null) {
                throw new IllegalArgumentException("nobody cancelled job " + job.id());
            }
            if (job.isWithDrone() || recovery.endCancelled(job, cancel)) {
                fence.spread(job, cancel);
                return jobs.get(job.id());
            }
            job = jobs.get(job.id()); // a drone got it just now
        }
        if (job.progress().conclusion() == Conclusion.CANCELLED) {
            return job;
        }
        throw new Problem(Problem.Kind.CONFLICT, "id", "job " + job.id() + " is over, as "
                + job.progress().conclusion() + ": there is nothing to cancel");
    }
}
