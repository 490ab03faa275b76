package dev.skep.gateway.job;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import dev.skep.gateway.job.Job.Progress;
import dev.skep.gateway.project.Project;
import dev.skep.gateway.project.Projects;
import dev.skep.message.JobType;
import dev.skep.message.Ref;
import dev.skep.message.Trigger;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Takes jobs in: when {@link #accept} returns, the job is in the store and will run. The same delivery makes one job, no
 * matter how often it comes. Next: {@link Outbox}, then the queen.
 */
@Component
public class Intake {

    private final Jobs jobs;
    private final Projects projects;
    private final Outbox outbox;
    private final InstantSource clock;
    private final TimeBasedEpochGenerator ids = Generators.timeBasedEpochGenerator();

    Intake(Jobs jobs, Projects projects, Outbox outbox, InstantSource clock) {
        this.jobs = jobs;
        this.projects = projects;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * Stores a job and sends it on its way.
     *
     * @param delivery what makes a repeated request the same; null when every request is a new one
     * @return the new job, or the one that the same delivery made before
     */
    public Job accept(Project project, JobType type, Ref ref, Trigger trigger, @Nullable String delivery) {
        return jobs.byDelivery(delivery).orElseGet(() -> store(project, type, ref, trigger, delivery));
    }

    private Job store(Project project, JobType type, Ref ref, Trigger trigger, @Nullable String delivery) {
        var order = new Job.Order(project.name(), projects.nextNumber(project.name()), type, project.repo(), ref,
                trigger,
                project.timeout(), null);
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var job = jobs
                .insert(new Job(ids.generate().toString(), order, Progress.queued(1, now), List.of(), delivery, false));
        outbox.send(job);
        return job;
    }
}
