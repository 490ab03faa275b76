package dev.skep.queen;

import dev.skep.message.JobData;
import dev.skep.message.JobType;
import dev.skep.message.Needs;
import dev.skep.message.Ref;
import dev.skep.message.Repo;
import dev.skep.message.Trigger;
import dev.skep.message.Vcs;

/** Jobs for tests. */
final class TestJobs {

    private TestJobs() {}

    static JobData job(String id) {
        return JobData.plain(id, "app", JobType.TEST, Repo.open("file:///app", Vcs.GIT), Ref.DEFAULT,
                new Trigger(Trigger.MANUAL, null, null, TestDrone.NOW, null, new Trigger.Api("test")), null);
    }

    static JobData urgent(String id, int priority) {
        return job(id, priority, TestNeeds.GIT);
    }

    static JobData job(String id, Needs needs) {
        return job(id, 0, needs);
    }

    private static JobData job(String id, int priority, Needs needs) {
        var plain = job(id);
        return new JobData(id, plain.number(), plain.attempt(), plain.project(), plain.user(), plain.jobType(),
                priority, plain.repo(), plain.ref(), plain.trigger(), plain.plugins(), plain.executor(),
                plain.secrets(), needs, plain.timeout());
    }
}
