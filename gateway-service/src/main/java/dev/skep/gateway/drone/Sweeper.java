package dev.skep.gateway.drone;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

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
 * that nobody is left to go on with it. Any number of gateways may sweep at once: what they do is compare-and-set, or does
 * no harm when it is done twice. Time is this gateway's own, from when it first saw the job stuck where it is.
 */
@Component
class Sweeper {

    private static final Logger log = LoggerFactory.getLogger(Sweeper.class);
    /** What a drone may be silent, as queens have it. */
    private static final Duration LEASE = Duration.ofSeconds(15);

    private final Jobs jobs;
    private final Drones drones;
    private final Recovery recovery;
    private final Cancellation cancellation;
    private final Outbox outbox;
    private final BrokerTrust broker;
    private final QueenQueue queenQueue;
    private final InstantSource clock;
    private Map<Place, Patience> stuck = new HashMap<>();

    Sweeper(Jobs jobs, Drones drones, Recovery recovery, Cancellation cancellation, Outbox outbox, BrokerTrust broker,
            QueenQueue queenQueue, InstantSource clock) {
        this.jobs = jobs;
        this.drones = drones;
        this.recovery = recovery;
        this.cancellation = cancellation;
        this.outbox = outbox;
        this.broker = broker;
        this.queenQueue = queenQueue;
        this.clock = clock;
    }

    /** Where a job is, as far as it matters whether it goes on. */
    private record Place(String job, int attempt, @Nullable String lease, int rank, Kind kind) {}

    /** How a job is stuck, and how long it may be: a message may be on its way, or a drone about to speak up. */
    private enum Kind {
        /** Somebody cancelled it, and no drone has it. */
        CANCELLED(Duration.ofSeconds(5)),
        /** Its drone is silent. */
        DRONE_GONE(Duration.ofSeconds(5)),
        /** Its drone knows nothing of it. */
        ABANDONED(Duration.ofSeconds(20)),
        /** It was put on a drone, which has a free slot and does not begin it. */
        NEVER_BEGUN(Duration.ofSeconds(20)),
        /** The queen had it long ago, and neither placed it nor said why not. */
        NEVER_PLACED(Duration.ofSeconds(60)),
        /** The queen said why it waits; who waits for long may have been forgotten. */
        WAITING(Duration.ofMinutes(15));

        private final Duration patience;

        Kind(Duration patience) {
            this.patience = patience;
        }
    }

    /** Since when a job is stuck, or was last helped, and how long it may be from then on. */
    private record Patience(Instant since, Duration length) {

        boolean hasEnded(Instant now) {
            return !since.plus(length).isAfter(now);
        }

        Patience longer(Instant now) {
            return new Patience(now, length.multipliedBy(2));
        }
    }

    @Scheduled(fixedDelayString = "${skep.gateway.sweep-interval:PT5S}")
    void sweep() {
        if (!broker.isSettled()) {
            stuck.clear();
            return;
        }
        try {
            var now = clock.instant();
            var queenHasAll = queenQueue.isEmpty();
            var still = new HashMap<Place, Patience>();
            for (var job : jobs.underWay()) {
                placeOf(job, queenHasAll).ifPresent(place -> still.put(place,
                        stuck.getOrDefault(place, new Patience(now, place.kind.patience))));
            }
            stuck = still;
            still.replaceAll((place, patience) -> patience.hasEnded(now) ? help(place, patience, now) : patience);
        } catch (DataAccessException e) {
            log.warn("Cannot look for jobs that are stuck: {}", e.getMessage());
        }
    }

    /** What is true of the job now counts: another gateway may have helped it meanwhile. */
    private Patience help(Place place, Patience patience, Instant now) {
        try {
            var job = jobs.get(place.job);
            if (placeOf(job, true).filter(place::equals).isPresent()) {
                log.warn("Job {} attempt {} has been stuck for {} s: {}", place.job, place.attempt,
                        Duration.between(patience.since, now).toSeconds(), place.kind);
                help(job, place.kind);
            }
        } catch (DataAccessException e) {
            throw e;
        } catch (RuntimeException e) { // whatever it is, it must hold up no other job
            log.error("Job {} is stuck and cannot be helped", place.job, e);
        }
        return patience.longer(now);
    }

    private void help(Job job, Kind kind) {
        var drone = "drone " + job.progress().drone();
        switch (kind) {
            case CANCELLED -> cancellation.end(job);
            case DRONE_GONE ->
                recovery.lose(job, "nothing was heard of " + drone + " for " + LEASE.toSeconds() + " s");
            case ABANDONED -> recovery.lose(job, drone + " runs it no more");
            case NEVER_BEGUN -> recovery.lose(job, drone + " was to have it, and does not know of it");
            case NEVER_PLACED, WAITING -> outbox.sendAgain(job);
        }
    }

    /** Where the job is stuck, if it stays there. */
    private Optional<Place> placeOf(Job job, boolean queenHasAll) {
        var progress = job.progress();
        return Optional.ofNullable(kindOf(job, queenHasAll)).map(
                kind -> new Place(job.id(), progress.attempt(), progress.lease(), progress.rank(), kind));
    }

    private @Nullable Kind kindOf(Job job, boolean queenHasAll) {
        var progress = job.progress();
        if (job.isFinished()) {
            return null;
        }
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
        if (progress.pending() != null) {
            return Kind.WAITING;
        }
        if (progress.rank() == Job.Rank.ASSIGNED) {
            var idle = drones.heard(progress.drone(), null, LEASE).map(Sweeper::takesMore).orElse(true);
            return idle ? Kind.NEVER_BEGUN : null;
        }
        return queenHasAll ? Kind.NEVER_PLACED : null;
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
