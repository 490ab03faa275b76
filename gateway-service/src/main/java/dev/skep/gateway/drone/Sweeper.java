package dev.skep.gateway.drone;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

import dev.skep.gateway.job.Cancellation;
import dev.skep.gateway.job.Job;
import dev.skep.gateway.job.Jobs;
import dev.skep.gateway.job.Outbox;
import dev.skep.gateway.job.Recovery;
import dev.skep.message.DroneInfo;
import dev.skep.message.Execution;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Catches what fell between: a job that should have gone on and did not for so long that a message must have been lost, or
 * that nobody is left to go on with it. Any number of gateways may sweep at once: what they do is compare-and-set. Time
 * is this gateway's own, from when it first saw the job stuck where it is.
 */
@Component
class Sweeper {

    private static final Logger log = LoggerFactory.getLogger(Sweeper.class);
    /** What a drone may be silent, as queens have it. */
    private static final Duration LEASE = Duration.ofSeconds(15);
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Duration LATER = Duration.ofSeconds(20);
    private static final Duration LATE = Duration.ofSeconds(60);

    private final Jobs jobs;
    private final Drones drones;
    private final Recovery recovery;
    private final Cancellation cancellation;
    private final Outbox outbox;
    private final BrokerTrust broker;
    private final InstantSource clock;
    private Map<Place, Instant> stuck = new HashMap<>();

    Sweeper(Jobs jobs, Drones drones, Recovery recovery, Cancellation cancellation, Outbox outbox, BrokerTrust broker,
            InstantSource clock) {
        this.jobs = jobs;
        this.drones = drones;
        this.recovery = recovery;
        this.cancellation = cancellation;
        this.outbox = outbox;
        this.broker = broker;
        this.clock = clock;
    }

    /** Where a job is, as far as it matters whether it goes on. */
    private record Place(String job, int attempt, @Nullable String lease, int rank, Kind kind) {}

    /** How a job is stuck. */
    private enum Kind {
        CANCELLED(SOON), NEVER_BEGUN(LATER), ABANDONED(LATER), DRONE_GONE(SOON), NEVER_PLACED(LATE);

        private final Duration patience;

        Kind(Duration patience) {
            this.patience = patience;
        }
    }

    @Scheduled(fixedDelayString = "${skep.gateway.sweep-interval:PT5S}")
    void sweep() {
        if (!broker.isSettled()) {
            stuck.clear();
            return;
        }
        try {
            var still = new HashMap<Place, Instant>();
            for (var job : jobs.underWay()) {
                var kind = kindOf(job);
                if (kind != null) {
                    sweep(job, kind, still);
                }
            }
            stuck = still;
        } catch (DataAccessException e) {
            log.warn("Cannot look for jobs that are stuck: {}", e.getMessage());
        }
    }

    private void sweep(Job job, Kind kind, Map<Place, Instant> still) {
        var now = clock.instant();
        var progress = job.progress();
        var place = new Place(job.id(), progress.attempt(), progress.lease(), progress.rank(), kind);
        var since = stuck.getOrDefault(place, now);
        if (since.plus(kind.patience).isAfter(now)) {
            still.put(place, since);
            return;
        }
        log.warn("Job {} attempt {} has been stuck for {} s: {}", job.id(), progress.attempt(),
                Duration.between(since, now).toSeconds(), kind);
        switch (kind) {
            case CANCELLED -> cancellation.end(jobs.get(job.id()));
            case NEVER_BEGUN -> recovery.lose(jobs.get(job.id()),
                    "drone " + progress.drone() + " was to have it, and does not know of it");
            case ABANDONED -> recovery.lose(jobs.get(job.id()), "drone " + progress.drone() + " runs it no more");
            case DRONE_GONE -> recovery.lose(jobs.get(job.id()),
                    "nothing was heard of drone " + progress.drone() + " for " + LEASE.toSeconds() + " s");
            case NEVER_PLACED -> outbox.sendAgain(jobs.get(job.id()));
        }
    }

    /** How the job is stuck, if it stays so; null when it is not. */
    private @Nullable Kind kindOf(Job job) {
        var progress = job.progress();
        if (job.isWithDrone()) {
            var drone = drones.heard(progress.drone(), progress.incarnation(), LEASE);
            if (drone.isEmpty()) {
                return Kind.DRONE_GONE;
            }
            return knows(drone.get(), job) ? null : Kind.ABANDONED;
        }
        if (job.cancel() != null) {
            return Kind.CANCELLED;
        }
        if (progress.rank() == Job.Rank.ASSIGNED && progress.pending() == null) {
            var idle = drones.heard(progress.drone(), null, LEASE).map(Sweeper::takesMore).orElse(true);
            return idle ? Kind.NEVER_BEGUN : null;
        }
        return progress.pending() == null ? Kind.NEVER_PLACED : null;
    }

    /** A drone with a free slot would have begun what is in its queue. */
    private static boolean takesMore(DroneInfo drone) {
        return drone.free() > 0;
    }

    private static boolean knows(DroneInfo drone, Job job) {
        var execution = new Execution(job.id(), job.progress().attempt(), String.valueOf(job.progress().lease()));
        return drone.running().contains(execution) || drone.delivering().contains(execution);
    }
}
