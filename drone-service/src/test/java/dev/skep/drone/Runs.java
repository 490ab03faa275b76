package dev.skep.drone;

import java.time.Instant;
import java.util.List;

import dev.skep.message.JobData;
import dev.skep.message.JobEvent;
import dev.skep.message.JobRun;
import dev.skep.message.JobType;
import dev.skep.message.Placement;
import dev.skep.message.Ref;
import dev.skep.message.Repo;
import dev.skep.message.Stamp;
import dev.skep.message.Trigger;
import dev.skep.message.Vcs;

/** Jobs as a queen puts them on a drone. */
public final class Runs {

    private Runs() {}

    /** A job of this id, placed under this lease. */
    public static JobRun ofJob(String id, String lease) {
        var trigger = new Trigger(Trigger.MANUAL, null, null, Instant.EPOCH, null, new Trigger.Ui("p"));
        return of(JobData.plain(id, "p", JobType.TEST, Repo.open("file:///p", Vcs.GIT), Ref.DEFAULT, trigger, null),
                lease);
    }

    /** This job, placed under this lease. */
    public static JobRun of(JobData job, String lease) {
        var stamp = new Stamp(job.id(), job.attempt(), lease, Stamp.ASSIGNED, Instant.EPOCH);
        return new JobRun(job, lease, new JobEvent.Assigned(stamp, "d", "why", new Placement("rule", 1, List.of())));
    }
}
