package dev.skep.gateway.job;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Stream;

import dev.skep.broker.ConfirmedPublisher;
import dev.skep.broker.Topology;
import dev.skep.gateway.history.History;
import dev.skep.gateway.job.Job.LostAttempt;
import dev.skep.gateway.project.OnLost;
import dev.skep.message.Conclusion;
import dev.skep.message.DroneInfo;
import dev.skep.message.DroneLost;
import dev.skep.message.Execution;
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
 * What becomes of a job whose drone does not finish it. It runs again, until {@value #MOST_LOST} attempts were lost after
 * they had begun; if it had the permit to deploy it does not, but ends as {@code LOST}, and a person decides. One that its
 * drone gave up before it had begun, because the code asks for what that drone lacks, goes to another one, up to
 * {@value #MOST_REQUEUES} times. One that somebody cancelled ends. Everything here may happen twice: each step is one
 * compare-and-set.
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

    /** A drone started anew: what it ran before is lost, but for what it kept the whole history of. */
    public void droneRestarted(DroneInfo info) {
        var kept = Set.copyOf(info.delivering());
        jobs.acceptedBefore(info.drone(), info.incarnation()).stream()
                .filter(job -> job.execution().filter(kept::contains).isEmpty())
                .forEach(job -> lose(job, "drone " + info.drone() + " was restarted"));
    }

    /**
     * A drone is gone. What it may be deploying is not run again whatever comes, so it has more time to come back:
     * {@link Sweeper} sees to that.
     */
    public void on(DroneLost lost) {
        // One that this start of the drone accepts meanwhile is found below; one that another start accepts is not lost.
        atOnce(jobs.waitingFor(lost.drone()).stream(), job -> loseAsItIs(job, lost.reason()));
        atOnce(jobs.acceptedBy(lost.drone(), lost.incarnation()).stream()
                .filter(job -> job.progress().permit() == null), job -> lose(job, lost.reason()));
    }

    /** None of them waits for the others. Fails as the first one does that fails. */
    private static void atOnce(Stream<Job> jobs, Consumer<Job> step) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = jobs.map(job -> CompletableFuture.runAsync(() -> step.accept(job), threads)).toList();
            all.forEach(CompletableFuture::join);
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : e;
        }
    }

    /** A drone gave up an execution that it had begun. */
    public void on(JobNotice.Abandoned notice) {
        current(new Execution(notice.job(), notice.attempt(), notice.lease()))
                .ifPresent(job -> lose(job, notice.reason()));
    }

    /** A drone gave up an execution because the code asks for what it lacks. Its history must be stored by now. */
    public void on(JobEvent.Requeued event) {
        var execution = event.stamp().execution();
        if (execution == null) {
            return;
        }
        for (var job = current(execution); job.isPresent() && !requeue(job.get(), event);) {
            job = current(execution); // it went on meanwhile
        }
    }

    /** The job, while this execution's word counts. */
    private Optional<Job> current(Execution execution) {
        return jobs.find(execution.job())
                .filter(job -> !job.isFinished() && job.execution().filter(execution::equals).isPresent());
    }

    /** The job's drone does not finish it; or does not begin it. */
    public void lose(Job seen, String reason) {
        var job = seen;
        while (!loseAsItIs(job, reason)) { // it went on meanwhile
            var now = jobs.find(job.id());
            if (now.isEmpty() || now.get().isFinished() || !now.get().execution().equals(seen.execution())) {
                return;
            }
            job = now.get();
        }
    }

    private boolean loseAsItIs(Job job, String reason) {
        var closing = history.firstMissing(job.currentAttempt());
        var lost = new JobEvent.Lost(ownStamp(job, closing), reason);
        if (job.cancel() != null) {
            return end(job, closing, List.of(lost), Conclusion.CANCELLED, job.cancel().by() + " cancelled it; " + reason
                    + (job.progress().permit() == null ? "" : "; it may have begun to deploy: see what was deployed"));
        }
        var whyNotAgain = whyNotAgain(job);
        if (whyNotAgain != null) {
            return end(job, closing, List.of(lost), Conclusion.LOST, reason + "; " + whyNotAgain);
        }
        history.add(List.of(lost));
        return next(job, attempt(job, reason, closing, false), null, List.of(lost));
    }

    private boolean requeue(Job job, JobEvent.Requeued event) {
        var last = event.stamp().seq();
        var cancel = job.cancel();
        if (cancel != null) {
            return end(job, last + 1, List.of(), Conclusion.CANCELLED, cancel.by() + " cancelled it");
        }
        if (earlier(job, true) < MOST_REQUEUES) {
            return next(job, attempt(job, event.reason(), last, true), event.needs(), List.of());
        }
        return end(job, last + 1, List.of(), Conclusion.ERROR, event.reason() + "; " + MOST_REQUEUES
                + " drones before that one lacked something too: see that one drone has all that the code asks for");
    }

    /**
     * Ends a job that no drone has accepted and that somebody cancelled.
     *
     * @return false when it has gone on meanwhile
     */
    boolean endCancelled(Job job, Job.Cancel cancel) {
        return end(job, history.firstMissing(job.currentAttempt()), List.of(), Conclusion.CANCELLED,
                cancel.by() + " cancelled it before a drone had it");
    }

    private boolean next(Job job, LostAttempt last, @Nullable Needs needs, List<JobEvent.Status> events) {
        var next = jobs.again(job, last, needs);
        next.ifPresent(again -> {
            log.info("Job {} attempt {} is over, and another follows: {}", job.id(), last.attempt(), last.reason());
            announce(job, events);
            outbox.send(again);
        });
        return next.isPresent();
    }

    private boolean end(Job job, long closing, List<JobEvent.Status> before, Conclusion conclusion, String reason) {
        var events = new ArrayList<>(before);
        var done = new JobEvent.Done(ownStamp(job, closing + before.size()), conclusion, reason, null);
        events.add(done);
        history.add(events);
        var over = jobs.end(job, closing, done);
        over.ifPresent(ended -> {
            log.info("Job {} ends as {}: {}", job.id(), conclusion, reason);
            announce(job, events);
        });
        return over.isPresent();
    }

    private void announce(Job job, List<JobEvent.Status> events) {
        publisher.announce(topology.live(), "", new JobRecorded(Set.of(job.id()), events));
    }

    /** Why the job is not run again; null when it is. */
    private static @Nullable String whyNotAgain(Job job) {
        if (job.progress().permit() != null) {
            return "it may have begun to deploy, so it is not run again by itself: see what was deployed, and start a new job";
        }
        if (!job.isWithDrone()) {
            return null;
        }
        if (job.order().onLost() == OnLost.FAIL) {
            return "its project says onLost: fail, so it is not run again by itself: start a new job";
        }
        return earlier(job, false) + 1 < MOST_LOST
                ? null
                : "this was the last of " + MOST_LOST + " attempts: see whether the job itself brings its drones down";
    }

    /** How many attempts before this one went to another drone, or were lost after they had begun. */
    private static long earlier(Job job, boolean requeued) {
        return job.lostAttempts().stream().filter(attempt -> attempt.requeued() == requeued && attempt.begun()).count();
    }

    private static LostAttempt attempt(Job job, String reason, long lastSeq, boolean requeued) {
        var progress = job.progress();
        var placed = progress.placed();
        var drone = placed == null ? progress.drone() : placed.drone();
        return new LostAttempt(progress.attempt(), progress.lease(), drone, reason, lastSeq, requeued,
                job.isWithDrone());
    }

    private Stamp ownStamp(Job job, long seq) {
        return new Stamp(job.id(), job.progress().attempt(), null, seq,
                clock.instant().truncatedTo(ChronoUnit.MILLIS));
    }
}
