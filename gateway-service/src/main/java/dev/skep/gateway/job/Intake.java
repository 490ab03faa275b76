package dev.skep.gateway.job;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import dev.skep.gateway.job.Job.Progress;
import dev.skep.gateway.problem.Problem;
import dev.skep.gateway.project.Project;
import dev.skep.gateway.project.Projects;
import dev.skep.gateway.project.RefNames;
import dev.skep.message.Needs;
import dev.skep.message.PluginUse;
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
     * @throws Problem when its ref is none that the repository can have
     */
    public Job accept(Project project, NewJob wanted, @Nullable String delivery) {
        RefNames.require(wanted.ref(), project.repo().vcs());
        return jobs.byDelivery(delivery).orElseGet(() -> store(project, wanted, delivery));
    }

    private Job store(Project project, NewJob wanted, @Nullable String delivery) {
        var order = order(project, projects.nextNumber(project.name()), wanted);
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var job = jobs
                .insert(new Job(ids.generate().toString(), order, Progress.queued(1, now), List.of(), null, delivery,
                        false));
        outbox.send(job);
        return job;
    }

    private static Job.Order order(Project project, long number, NewJob wanted) {
        var plugins = project.pluginsFor(wanted.branch());
        var sealing = Sealing.of(project, plugins, wanted.fork());
        var ofDrone = plugins.stream().filter(plugin -> plugin.enabled() && plugin.source() == null).map(PluginUse::id)
                .toList();
        var executor = project.executor();
        var needs = new Needs(project.repo().vcs(), ofDrone, executor == null ? null : executor.type(), Map.of(),
                sealing.keys());
        return new Job.Order(project.name(), number, wanted.type(), project.repo().with(null), wanted.ref(),
                wanted.trigger(), project.timeout(), wanted.user(), wanted.priority(),
                plugins.stream().map(Sealing::without).toList(), executor, needs, sealing, wanted.chain(),
                project.onLost());
    }
}
