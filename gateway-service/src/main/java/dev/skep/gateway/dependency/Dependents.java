package dev.skep.gateway.dependency;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;

import dev.skep.gateway.GatewayProperties;
import dev.skep.gateway.job.Intake;
import dev.skep.gateway.job.Job;
import dev.skep.gateway.job.Jobs;
import dev.skep.gateway.job.NewJob;
import dev.skep.gateway.problem.Problem;
import dev.skep.gateway.project.Project;
import dev.skep.gateway.project.Projects;
import dev.skep.message.Conclusion;
import dev.skep.message.JobEvent;
import dev.skep.message.Ref;
import dev.skep.message.Trigger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Starts the jobs that follow a job that succeeded: one in each project that depends on its project, however often the
 * word of the success comes.
 */
@Component
public class Dependents {

    private static final Logger log = LoggerFactory.getLogger(Dependents.class);
    private static final Trigger.Source SOURCE = new Trigger.Plugin("dependency");

    private final Jobs jobs;
    private final Projects projects;
    private final Intake intake;
    private final GatewayProperties properties;
    private final InstantSource clock;

    Dependents(Jobs jobs, Projects projects, Intake intake, GatewayProperties properties, InstantSource clock) {
        this.jobs = jobs;
        this.projects = projects;
        this.intake = intake;
        this.properties = properties;
        this.clock = clock;
    }

    /** A job is over, and the store knows it. Does nothing unless it succeeded, and nothing twice. */
    public void on(JobEvent.Done done) {
        if (done.conclusion() == Conclusion.SUCCESS) {
            jobs.find(done.stamp().job()).filter(job -> succeeded(job, done)).ifPresent(this::startFollowersOf);
        }
    }

    private static boolean succeeded(Job job, JobEvent.Done done) {
        return job.isFinished() && job.progress().conclusion() == Conclusion.SUCCESS
                && job.progress().attempt() == done.stamp().attempt();
    }

    private void startFollowersOf(Job job) {
        var branch = job.order().ref().branch();
        if (branch == null) {
            return;
        }
        for (var follower : projects.followersOf(job.order().project())) {
            var own = follower.branchAfter(job.order().project(), branch);
            if (own != null) {
                start(follower, own, job);
            }
        }
    }

    private void start(Project follower, String branch, Job job) {
        var type = follower.typeFor(branch);
        var chain = new ArrayList<>(job.order().chain());
        chain.add(job.order().project());
        if (type == null) {
            log.debug("Job {} starts none of {}: no rule there for {}", job.id(), follower.name(), branch);
            return;
        }
        if (chain.contains(follower.name())) {
            log.warn("Job {} starts none of {}: the dependencies make a circle, {}", job.id(), follower.name(), chain);
            return;
        }
        var wanted = NewJob.of(type, new Ref(branch, null, null), trigger(job), job.order().user()).after(chain);
        try {
            intake.accept(follower, wanted, "dependency:" + follower.name() + ":" + job.id());
        } catch (Problem e) {
            log.warn("Job {} starts none of {}: {}", job.id(), follower.name(), e.getBody().getDetail());
        }
    }

    private Trigger trigger(Job job) {
        return new Trigger(Trigger.DEPENDENCY, job.order().trigger().author(),
                job.order().project() + " #" + job.order().number() + " succeeded",
                clock.instant().truncatedTo(ChronoUnit.MILLIS), properties.link("/job.html?id=" + job.id()), SOURCE);
    }
}
