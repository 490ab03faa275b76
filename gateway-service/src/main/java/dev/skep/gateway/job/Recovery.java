package dev.skep.gateway.job;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import dev.skep.broker.ConfirmedPublisher;
import dev.skep.broker.Topology;
import dev.skep.gateway.history.History;
import dev.skep.gateway.job.Job.LostAttempt;
import dev.skep.gateway.job.Job.Progress;
import dev.skep.gateway.job.Job.Rank;
import dev.skep.gateway.job.Job.Times;
import dev.skep.message.Conclusion;
import dev.skep.message.JobEvent;
import dev.skep.message.JobNotice;
import dev.skep.message.JobRecorded;
import dev.skep.message.Stamp;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * What becomes of a job whose drone is gone: it runs again, at most {@value #MOST_ATTEMPTS} times in all. A job that may
 * have begun to deploy does not: it ends as {@code LOST}, and a person decides.
 */
@Component
public class Recovery {

    private static final Logger log = LoggerFactory.getLogger(Recovery.class);
    private static final int MOST_ATTEMPTS = 3;

    private final Jobs jobs;
    private final History history;
    private final Outbox outbox;
    private final ConfirmedPublisher publisher;
    private final Topology topology;
    private final InstantSource clock;

    Recovery(Jobs jobs, History history, Outbox outbox, ConfirmedPublisher publisher, Topology topology,
            InstantSource clock) {
        this.jobs = jobs;
        this.history = history;
        this.outbox = outbox;
        this.publisher = publisher;
        this.topology = topology;
        this.clock = clock;
    }

    /** A drone started anew: what it ran before is lost. */
    public void droneRestarted(String drone, String incarnation) {
        jobs.abandonedBy(drone, incarnation).forEach(job -> lose(job, "drone " + drone + " was restarted"));
    }

    /** A drone gave up an execution. */
    public void apply(JobNotice.Abandoned notice) {
        jobs.find(notice.job()).filter(job -> job.progress().attempt() == notice.attempt()
                && notice.lease().equals(job.progress().lease()) && !job.isFinished())
                .ifPresent(job -> lose(job, notice.reason()));
    }

    private void lose(Job job, String reason) {
        var before = job.progress();
        var closing = history.firstMissing(job.currentAttempt());
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var whyNotAgain = whyNotAgain(job);
        var lost = new JobEvent.Lost(new Stamp(job.id(), before.attempt(), null, closing, now), reason);
        var events = new ArrayList<JobEvent.Status>(List.of(lost));
        Job after;
        if (whyNotAgain.isEmpty()) {
            after = again(job, new LostAttempt(before.attempt(), before.lease(), before.drone(), reason, closing));
        } else {
            var why = reason + "; " + whyNotAgain;
            events.add(new JobEvent.Done(new Stamp(job.id(), before.attempt(), null, closing + 1, now), Conclusion.LOST,
                    why, null));
            after = ended(job, why, closing + 1, now);
        }
        history.add(events);
        if (jobs.replace(job, after)) {
            log.info("Job {} attempt {} is lost: {}", job.id(), before.attempt(), reason);
            publisher.announce(topology.live(), "", new JobRecorded(Set.of(job.id()), events));
            if (!after.isFinished()) {
                outbox.send(after);
            }
        }
    }

    /** Why the job is not run again; empty when it is. */
    private static String whyNotAgain(Job job) {
        if (job.order().type().deploys()) {
            return "it may have begun to deploy, so it is not run again by itself: see what was deployed, and start a new job";
        }
        return job.progress().attempt() < MOST_ATTEMPTS
                ? ""
                : "this was attempt " + MOST_ATTEMPTS + ", the last: see whether the job itself brings its drones down";
    }

    private static Job again(Job job, LostAttempt lost) {
        var attempts = new ArrayList<>(job.lostAttempts());
        attempts.add(lost);
        return new Job(job.id(), job.order(), Progress.queued(lost.attempt() + 1, job.progress().times().queued()),
                attempts, job.delivery(),
                false);
    }

    private static Job ended(Job job, String reason, long lastSeq, Instant now) {
        var p = job.progress();
        var t = p.times();
        var times = new Times(t.queued(), t.assigned(), t.started(), t.tested(), t.deployed(), now);
        var progress = new Progress(p.attempt(), Rank.FINISHED, p.lease(), p.drone(), p.incarnation(), p.placement(),
                null,
                Conclusion.LOST, reason, p.testExitCode(), p.deployExitCode(), times, p.commands(), p.log(), lastSeq,
                false);
        return new Job(job.id(), job.order(), progress, job.lostAttempts(), job.delivery(), true);
    }
}
