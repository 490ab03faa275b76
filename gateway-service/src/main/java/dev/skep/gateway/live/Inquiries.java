package dev.skep.gateway.live;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import dev.skep.broker.ConfirmedPublisher;
import dev.skep.broker.Topology;
import dev.skep.gateway.job.Job;
import dev.skep.message.Execution;
import dev.skep.message.JobInfo;
import dev.skep.message.JobQueryInfo;
import org.springframework.stereotype.Component;

/**
 * Asks drones how far the jobs are that they run; a drone that is asked sends at once what it has gathered. However many
 * people watch a job, its drone is not asked again within a moment; one that does not answer, not for a while.
 */
@Component
class Inquiries {

    private static final Duration MOMENT = Duration.ofMillis(500);
    private static final Duration WHILE = Duration.ofSeconds(10);

    private final ConfirmedPublisher publisher;
    private final Topology topology;
    private final InstantSource clock;
    private final ConcurrentMap<Execution, Inquiry> open = new ConcurrentHashMap<>();

    /**
     * A question to a drone.
     *
     * @param asked when
     * @param answer done when the drone answers, if it does
     */
    record Inquiry(Instant asked, CompletableFuture<JobInfo> answer) {

        private boolean isOf(Instant now) {
            return asked.plus(answer.isDone() ? MOMENT : WHILE).isAfter(now);
        }
    }

    Inquiries(ConfirmedPublisher publisher, Topology topology, InstantSource clock) {
        this.publisher = publisher;
        this.topology = topology;
        this.clock = clock;
    }

    /** Asks the drone that has this job, unless it was just asked. The answer never comes where there is no such drone. */
    Inquiry ask(Job job) {
        var now = clock.instant();
        var fresh = new Inquiry(now, new CompletableFuture<>());
        var drone = job.progress().drone();
        var lease = job.progress().lease();
        if (!job.isWithDrone() || drone == null || lease == null) {
            return fresh;
        }
        open.values().removeIf(inquiry -> !inquiry.isOf(now));
        var before = open.putIfAbsent(new Execution(job.id(), job.progress().attempt(), lease), fresh);
        if (before != null) {
            return before;
        }
        publisher.announce(topology.control(), drone, new JobQueryInfo(job.id()));
        return fresh;
    }

    /** A drone answers this gateway, or another one. */
    void on(JobInfo info) {
        var inquiry = open.get(new Execution(info.job(), info.attempt(), info.lease()));
        if (inquiry != null) {
            inquiry.answer.complete(info);
        }
    }
}
