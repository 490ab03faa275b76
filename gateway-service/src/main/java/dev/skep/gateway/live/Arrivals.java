package dev.skep.gateway.live;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

import dev.skep.gateway.history.AttemptHistory;
import dev.skep.gateway.history.EventPosition;
import dev.skep.gateway.history.History;
import dev.skep.gateway.job.Job;
import dev.skep.gateway.job.Jobs;
import dev.skep.gateway.problem.Problem;
import dev.skep.message.JobInfo;
import org.springframework.stereotype.Component;

/** Waits, not for long, until what happened to a job has come to the store: who asks now shall not get a part of it. */
@Component
class Arrivals {

    private static final Duration OF_RUNNING = Duration.ofSeconds(2);
    private static final Duration OF_FINISHED = Duration.ofSeconds(10);

    private final Jobs jobs;
    private final History history;
    private final LiveFeed feed;
    private final Inquiries inquiries;
    private final InstantSource clock;

    Arrivals(Jobs jobs, History history, LiveFeed feed, Inquiries inquiries, InstantSource clock) {
        this.jobs = jobs;
        this.history = history;
        this.feed = feed;
        this.inquiries = inquiries;
        this.clock = clock;
    }

    /**
     * Waits for all that has happened so far: of a running job what its drone says has left it, if it does say so.
     *
     * @param after what lies before this place need not be there
     * @return the job as it is then
     */
    Job awaitSent(Job job, EventPosition after) {
        return watching(job, watch -> awaitSent(job, after, watch));
    }

    /** The same; and for a job that is over, or is so meanwhile, the rest. */
    Job awaitAll(Job job, EventPosition after) {
        return watching(job, watch -> awaitRest(awaitSent(job, after, watch), watch));
    }

    private interface Waiting {
        Job on(Watch<Boolean> watch) throws InterruptedException;
    }

    private Job watching(Job job, Waiting waiting) {
        try (var watch = feed.watch(job.id())) {
            return waiting.on(watch);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem(Problem.Kind.UNAVAILABLE, "the gateway is stopping: ask again in a moment");
        }
    }

    private Job awaitSent(Job asked, EventPosition after, Watch<Boolean> watch) throws InterruptedException {
        var job = asked;
        var inquiry = inquiries.ask(job);
        var end = inquiry.asked().plus(OF_RUNNING);
        var missing = after.attempt() == job.progress().attempt() ? after.seq() + 1 : 0;
        while (job.isWithDrone() && goesOn(watch, end)) {
            var info = inquiry.answer().getNow(null);
            if (info != null) {
                if (!isOf(job.currentAttempt(), info)) {
                    break;
                }
                missing = history.firstMissing(job.currentAttempt(), missing);
                if (missing > info.lastSeq()) {
                    break;
                }
            }
            watch.next(left(end));
            job = jobs.slim(job.id());
        }
        return job;
    }

    private static boolean isOf(AttemptHistory execution, JobInfo info) {
        return info.attempt() == execution.attempt() && info.lease().equals(execution.lease());
    }

    private Job awaitRest(Job asked, Watch<Boolean> watch) throws InterruptedException {
        var job = jobs.checkComplete(asked);
        var end = clock.instant().plus(OF_FINISHED);
        while (job.isFinished() && !job.progress().logComplete() && goesOn(watch, end)) {
            watch.next(left(end));
            job = jobs.checkComplete(jobs.slim(job.id()));
        }
        return job;
    }

    private boolean goesOn(Watch<Boolean> watch, Instant end) {
        return !watch.hasEnded() && left(end).isPositive();
    }

    private Duration left(Instant end) {
        return Duration.between(clock.instant(), end);
    }
}
