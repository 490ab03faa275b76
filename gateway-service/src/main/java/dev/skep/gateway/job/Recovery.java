package dev.skep.gateway.job;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.skep.broker.ConfirmedPublisher;
import dev.skep.broker.Topology;
import dev.skep.gateway.history.History;
import dev.skep.gateway.job.Job.LostAttempt;
import dev.skep.message.Conclusion;
import dev.skep.message.JobEvent;
import dev.skep.message.JobNotice;
import dev.skep.message.JobRecorded;
import dev.skep.message.Needs;
import dev.skep.message.Stamp;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * What becomes of a job whose drone does not finish it. One whose drone is gone runs again, until {@value #MOST_LOST}
 * attempts were lost; if it may have begun to deploy it does not, but ends as {@code LOST}, and a person decides. One that
 * its drone gave up before it had begun, because the code asks for what that drone lacks, goes to another one, up to
 * {@value #MOST_REQUEUES} times.
 */
@Component
public class Recovery {

    private static final Logger log = LoggerFactory.getLogger(Recovery.class);
    private static final int MOST_LOST = 3;
    private static final int MOST_REQUEUES = 5;

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

    /** A drone gave up an execution that it had begun. */
    public void on(JobNotice.Abandoned notice) {
        current(notice.job(), notice.attempt(), notice.lease()).ifPresent(job -> lose(job, notice.reason()));
    }

    /** A drone gave up an execution because the code asks for what it lacks. Its history must be stored by now. */
    public void on(JobEvent.Requeued event) {
        var stamp = event.stamp();
        current(stamp.job(), stamp.attempt(), stamp.lease()).ifPresent(job -> requeue(job, event));
    }

    /** The job, while this execution's word counts. */
    private Optional<Job> current(String id, int attempt, @Nullable String lease) {
        return jobs.find(id).filter(job -> job.progress().attempt() == attempt && lease != null
                && lease.equals(job.progress().lease()) && !job.isFinished());
    }

    private void lose(Job job, String reason) {
        var closing = history.firstMissing(job.currentAttempt());
        var lost = new JobEvent.Lost(ownStamp(job, closing), reason);
        var whyNotAgain = whyNotAgain(job);
        if (whyNotAgain.isEmpty()) {
            history.add(List.of(lost));
            next(job, attempt(job, reason, closing, false), null, List.of(lost));
        } else {
            end(job, closing, List.of(lost), Conclusion.LOST, reason + "; " + whyNotAgain);
        }
    }

    private void requeue(Job job, JobEvent.Requeued event) {
        var last = event.stamp().seq();
        if (earlier(job, true) < MOST_REQUEUES) {
            next(job, attempt(job, event.reason(), last, true), event.needs(), List.of());
        } else {
            end(job, last + 1, List.of(), Conclusion.ERROR, event.reason() + "; " + MOST_REQUEUES
                    + " drones before that one lacked something too: see that one drone has all that the code asks for");
        }
    }

    private void next(Job job, LostAttempt last, @Nullable Needs needs, List<JobEvent.Status> events) {
        jobs.again(job, last, needs).ifPresent(again -> {
            log.info("Job {} attempt {} is over, and another follows: {}", job.id(), last.attempt(), last.reason());
            announce(job, events);
            outbox.send(again);
        });
    }

    private void end(Job job, long closing, List<JobEvent.Status> before, Conclusion conclusion, String reason) {
        var events = new ArrayList<>(before);
        var done = new JobEvent.Done(ownStamp(job, closing + before.size()), conclusion, reason, null);
        events.add(done);
        history.add(events);
        jobs.end(job, closing, done).ifPresent(ended -> {
            log.info("Job {} ends as {}: {}", job.id(), conclusion, reason);
            announce(job, events);
        });
    }

    private void announce(Job job, List<JobEvent.Status> events) {
        publisher.announce(topology.live(), "", new JobRecorded(Set.of(job.id()), events));
    }

    /** Why the job is not run again; empty when it is. */
    private static String whyNotAgain(Job job) {
        if (job.order().type().deploys()) {
            return "it may have begun to deploy, so it is not run again by itself: see what was deployed, and start a new job";
        }
        return earlier(job, false) + 1 < MOST_LOST
                ? ""
                : "this was the last of " + MOST_LOST + " attempts: see whether the job itself brings its drones down";
    }

    /** How many attempts before this one went to another drone, or were lost. */
    private static long earlier(Job job, boolean requeued) {
        return job.lostAttempts().stream().filter(attempt -> attempt.requeued() == requeued).count();
    }

    private static LostAttempt attempt(Job job, String reason, long lastSeq, boolean requeued) {
        var progress = job.progress();
        var placed = progress.placed();
        var drone = placed == null ? progress.drone() : placed.drone();
        return new LostAttempt(progress.attempt(), progress.lease(), drone, reason, lastSeq, requeued);
    }

    private Stamp ownStamp(Job job, long seq) {
        return new Stamp(job.id(), job.progress().attempt(), null, seq,
                clock.instant().truncatedTo(ChronoUnit.MILLIS));
    }
}
