package dev.skep.gateway.question;

import java.util.List;
import java.util.Optional;

import dev.skep.broker.ConfirmedPublisher;
import dev.skep.broker.Topology;
import dev.skep.gateway.history.AttemptHistory;
import dev.skep.gateway.history.History;
import dev.skep.gateway.history.History.Extent;
import dev.skep.gateway.job.Job;
import dev.skep.gateway.job.Jobs;
import dev.skep.message.JobInfo;
import dev.skep.message.JobStored;
import org.springframework.stereotype.Component;

/**
 * Tells drones what the store has of their executions, so that they send again what is lost and keep what is not there yet.
 * An execution of which nobody will see anything counts as stored: its drone need not keep it.
 */
@Component
class Receipts {

    private final Jobs jobs;
    private final History history;
    private final ConfirmedPublisher publisher;
    private final Topology topology;

    Receipts(Jobs jobs, History history, ConfirmedPublisher publisher, Topology topology) {
        this.jobs = jobs;
        this.history = history;
        this.publisher = publisher;
        this.topology = topology;
    }

    /** A drone says how far an execution is, and what of it it knows to be stored. */
    void on(JobInfo info) {
        var job = jobs.findSlim(info.job());
        var extent = job.flatMap(known -> shown(known, info)).map(attempt -> extent(attempt, info))
                .orElseGet(() -> all(info));
        if (extent.missing().isEmpty() && extent.before() > info.lastSeq()) {
            job.filter(Job::isFinished).ifPresent(jobs::checkComplete); // the last to come may have come late
        }
        publisher.announce(topology.control(), info.drone(),
                new JobStored(info.job(), info.attempt(), info.lease(), extent.before(), extent.missing()));
    }

    /** Where the store has the events of this execution; nothing when it needs no more of it, now and ever. */
    private static Optional<AttemptHistory> shown(Job job, JobInfo info) {
        var progress = job.progress();
        if (progress.attempt() == info.attempt() && progress.logComplete()) {
            return Optional.empty(); // no need to look again
        }
        if (progress.attempt() == info.attempt() && progress.rank() < Job.Rank.ACCEPTED) {
            // Whose word counts is open: what would tell may be just what is lost.
            return Optional.of(new AttemptHistory(job.id(), info.attempt(), info.lease(), Long.MAX_VALUE, null));
        }
        return job.attempts().stream()
                .filter(attempt -> attempt.attempt() == info.attempt() && info.lease().equals(attempt.lease()))
                .findFirst();
    }

    /** Beyond an attempt's last event there is nothing to show. */
    private Extent extent(AttemptHistory attempt, JobInfo info) {
        var last = attempt.last() == null ? info.lastSeq() : Math.min(attempt.last(), info.lastSeq());
        var extent = history.extent(attempt, info.stored(), last);
        return extent.before() > last ? new Extent(info.lastSeq() + 1, extent.missing()) : extent;
    }

    private static Extent all(JobInfo info) {
        return new Extent(info.lastSeq() + 1, List.of());
    }
}
