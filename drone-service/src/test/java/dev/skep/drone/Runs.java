package dev.skep.drone;

import java.time.Instant;
import java.util.List;

import dev.skep.message.JobData;
import dev.skep.message.JobEvent;
import dev.skep.message.JobRun;
import dev.skep.message.Placement;
import dev.skep.message.Stamp;

/** Jobs as a queen puts them on a drone. */
public final class Runs {

    private Runs() {}

    /** This job, placed under this lease. */
    public static JobRun of(JobData job, String lease) {
        var stamp = new Stamp(job.id(), job.attempt(), lease, Stamp.ASSIGNED, Instant.EPOCH);
        return new JobRun(job, lease, new JobEvent.Assigned(stamp, "d", "why", new Placement("rule", 1, List.of())));
    }
}
