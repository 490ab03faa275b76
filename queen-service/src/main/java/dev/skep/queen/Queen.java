package dev.skep.queen;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

import dev.skep.broker.ConfirmedPublisher;
import dev.skep.broker.Topology;
import dev.skep.message.DroneInfo;
import dev.skep.message.DroneQueryInfo;
import dev.skep.message.Execution;
import dev.skep.message.JobData;
import dev.skep.message.JobEvent;
import dev.skep.message.JobNotice;
import dev.skep.message.JobRun;
import dev.skep.message.QueueNew;
import dev.skep.message.Stamp;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the drones' heartbeats and puts each new job on one drone's queue. A job that no drone can take waits here, still
 * unacked in the broker's queue, and is tried again whenever a drone says something new. Next: the drone's
 * {@code JobQueue}.
 */
final class Queen {

    private static final Logger log = LoggerFactory.getLogger(Queen.class);
    private static final int REMEMBERED = 10_000;
    private static final Duration LONG_WAIT = Duration.ofMinutes(10);

    private final String id;
    private final ConfirmedPublisher publisher;
    private final Topology topology;
    private final InstantSource clock;
    private final Fleet fleet = new Fleet();
    /** By job, oldest first. What the broker delivers again, after a connection was lost, takes its own old place. */
    private final LinkedHashMap<String, Waiting> waiting = new LinkedHashMap<>();
    private final Map<String, Execution> placed = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Execution> eldest) {
            return size() > REMEMBERED;
        }
    };
    private boolean counting = true;

    private static final class Waiting {
        final JobData job;
        final CompletableFuture<@Nullable Void> placed = new CompletableFuture<>();
        Instant since;
        JobNotice.Pending.@Nullable Code told;

        Waiting(JobData job, Instant since) {
            this.job = job;
            this.since = since;
        }
    }

    /** @param id this queen's instance: the source of what she publishes */
    Queen(String id, ConfirmedPublisher publisher, Topology topology, InstantSource clock) {
        this.id = id;
        this.publisher = publisher;
        this.topology = topology;
        this.clock = clock;
    }

    /** Asks all drones who they are. Until {@link #begin} she only listens, so that the first to answer does not get all. */
    void ask() {
        publisher.announce(topology.control(), Topology.ALL_DRONES, new DroneQueryInfo());
    }

    /** Begins to place. */
    synchronized void begin() {
        counting = false;
        placeAll();
    }

    /**
     * A job wants a drone.
     *
     * @return done when the job is on a drone's queue
     */
    synchronized CompletableFuture<@Nullable Void> on(QueueNew message) {
        var job = message.job();
        var last = placed.get(job.id());
        var inLine = waiting.get(job.id());
        if (inLine != null && inLine.job.attempt() > job.attempt()) {
            return CompletableFuture.completedFuture(null);
        }
        if (message.returned() != null) {
            fleet.release(message.returned());
        }
        if (last != null && last.attempt() >= job.attempt() && !last.lease().equals(message.returned())) {
            log.debug("Job {} attempt {} came again", job.id(), job.attempt());
            return CompletableFuture.completedFuture(null);
        }
        var newcomer = new Waiting(job, clock.instant());
        var before = waiting.put(job.id(), newcomer);
        if (before != null) {
            newcomer.told = before.told;
            before.placed.complete(null); // the broker has the newcomer's delivery
        }
        placeAll();
        return newcomer.placed;
    }

    /**
     * Sends herself anew the jobs that have waited for long: the copy takes the old delivery's place, which is then acked.
     * The broker would take back a delivery that is unacked for half an hour, and bury the job after some such times.
     */
    synchronized void renew() {
        var now = clock.instant();
        for (var old : waiting.values()) {
            if (old.since.isBefore(now.minus(LONG_WAIT))) {
                old.since = now;
                publisher.insist(topology.jobs(), Topology.NEW, QueueNew.of(old.job));
            }
        }
    }

    /** A drone's heartbeat. */
    synchronized void on(DroneInfo info) {
        fleet.on(info, clock.instant());
        placeAll();
    }

    /** What a drone reports of a job. */
    synchronized void on(JobEvent.Status event) {
        fleet.on(event);
    }

    private void placeAll() {
        if (counting) {
            return;
        }
        for (var next : List.copyOf(waiting.values())) {
            switch (FastestWithOpenCapacity.choose(fleet.loads(clock.instant()))) {
                case Placement.Placed choice -> {
                    waiting.remove(next.job.id());
                    send(next, choice);
                }
                case Placement.Waits reason -> tell(next, reason);
            }
        }
    }

    private void send(Waiting next, Placement.Placed choice) {
        var job = next.job;
        var lease = UUID.randomUUID().toString();
        placed.put(job.id(), new Execution(job.id(), job.attempt(), lease));
        fleet.hold(choice.drone(), lease);
        var assigned = new JobEvent.Assigned(new Stamp(job.id(), job.attempt(), lease, Stamp.ASSIGNED,
                clock.instant().truncatedTo(ChronoUnit.MILLIS)), choice.drone(), choice.reason(),
                new dev.skep.message.Placement("fastest-with-open-capacity", 0, List.of()));
        // In this order on one channel: whoever hears of the run could have heard of the assignment.
        var told = publisher.insist(topology.events(), Topology.eventKey(id, assigned), assigned);
        // Async: a refusal takes the lock that whoever waits in publish() may hold.
        publisher.publish(topology.jobs(), choice.drone(), new JobRun(job, lease))
                .whenCompleteAsync((done, refused) -> {
                    if (refused == null) {
                        told.thenRun(() -> next.placed.complete(null));
                    } else {
                        droneHasNoQueue(next, choice.drone(), lease);
                    }
                });
    }

    private synchronized void droneHasNoQueue(Waiting next, String drone, String lease) {
        log.info("Drone {} takes no more: job {} goes elsewhere", drone, next.job.id());
        fleet.release(lease);
        fleet.forget(drone);
        waiting.putFirst(next.job.id(), next);
        placeAll();
    }

    private void tell(Waiting next, Placement.Waits reason) {
        if (next.told != reason.code()) {
            next.told = reason.code();
            var notice = new JobNotice.Pending(next.job.id(), next.job.attempt(),
                    clock.instant().truncatedTo(ChronoUnit.MILLIS), reason.code(), reason.message(),
                    new dev.skep.message.Placement("fastest-with-open-capacity", 0, List.of()));
            publisher.insist(topology.events(), Topology.noticeKey(id, notice), notice);
        }
    }
}
