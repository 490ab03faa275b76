package dev.skep.queen;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import dev.skep.message.DroneInfo;
import dev.skep.message.DroneLost;
import dev.skep.message.Execution;
import dev.skep.message.JobCancel;
import dev.skep.message.JobEvent;
import dev.skep.message.Needs;
import dev.skep.message.QueueNew;
import dev.skep.queen.Line.Waiting;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the drones' heartbeats and puts each new job on one drone's queue. A job that no drone can take waits here, still
 * unacked in the broker's queue, and is tried again whenever something changes. Next: the drone's {@code JobQueue}.
 */
final class Queen {

    /** How many jobs she holds that wait for a drone; the others wait in the broker's queue. */
    static final int WAITING_JOBS = 1000;

    private static final Logger log = LoggerFactory.getLogger(Queen.class);
    private static final Duration LONG_WAIT = Duration.ofMinutes(10);

    private final Post post;
    private final TakeBack takeBack;
    private final Ahead ahead;
    private final InstantSource clock;
    private final Fleet fleet = new Fleet();
    private final Line line = new Line();
    /** Of the jobs that are not in line. */
    private final Executions placed = new Executions();
    private boolean counting = true;
    /** Whether jobs come to this queen, and not to another one. */
    private boolean active;
    private @Nullable Round round;

    Queen(Post post, TakeBack takeBack, Ahead ahead, InstantSource clock) {
        this.post = post;
        this.takeBack = takeBack;
        this.ahead = ahead;
        this.clock = clock;
    }

    /** Asks all drones who they are. Until {@link #begin} she only listens, so that the first to answer does not get all. */
    void ask() {
        post.ask();
    }

    /** Begins to place. */
    synchronized void begin() {
        counting = false;
        placeAll();
    }

    /**
     * A job wants a drone.
     *
     * @return done when the job is on a drone's queue; fails when it is of no use
     */
    synchronized CompletableFuture<@Nullable Void> on(QueueNew message) {
        active = true;
        var job = message.job();
        var returned = message.returned();
        if (returned != null) {
            release(returned);
        }
        if (isOld(message)) {
            log.debug("Job {} attempt {} came again", job.id(), job.attempt());
            return CompletableFuture.completedFuture(null);
        }
        placed.removeAll(job.id()).ifPresent(before -> fleet.release(before.lease()));
        var newcomer = line.add(job, returned != null, clock.instant());
        if (fleet.hasChanged()) {
            placeAll();
        } else {
            place(List.of(newcomer));
        }
        return newcomer.placed;
    }

    private void release(String lease) {
        fleet.release(lease);
        if (round != null) {
            round.cameBack(lease);
        }
    }

    private boolean isOld(QueueNew message) {
        var inLine = line.find(message.job().id());
        return (inLine != null && inLine.job.attempt() > message.job().attempt())
                || placed.knows(message).filter(known -> !message.again() || fleet.runs(known.lease())).isPresent();
    }

    /**
     * The connection that brought the jobs has ended: the broker gives those that wait here to whoever is active then.
     */
    synchronized void lostConnection() {
        active = false;
        line.all().forEach(this::letGo);
    }

    private void letGo(Waiting waiting) {
        line.remove(waiting);
        waiting.placed.complete(null);
    }

    /**
     * Sends herself anew the jobs that have waited for long: the copy takes the old delivery's place, which is then acked.
     * The broker would take back a delivery that is unacked for half an hour, and bury the job after some such times.
     */
    synchronized void renew() {
        var now = clock.instant();
        for (var old : line.all()) {
            if (old.since.isBefore(now.minus(LONG_WAIT))) {
                old.since = now;
                post.renew(old.job);
            }
        }
    }

    /** A drone's heartbeat. */
    synchronized void on(DroneInfo info) {
        fleet.on(info, clock.instant());
        placeIfChanged();
    }

    /** A drone is gone: what it held, the gateway sends anew. */
    synchronized void on(DroneLost lost) {
        fleet.on(lost);
        placeIfChanged();
    }

    /** Nobody wants the job any more. */
    synchronized void on(JobCancel cancel) {
        var waiting = line.find(cancel.job());
        if (waiting != null) {
            letGo(waiting);
        }
        placed.removeAll(cancel.job()).ifPresent(execution -> fleet.release(execution.lease()));
        placeIfChanged();
    }

    /** What a drone reports of a job. */
    synchronized void on(JobEvent.Status event) {
        fleet.on(event);
        placeIfChanged();
    }

    /** Notices what nobody tells: that a drone is silent, that a round of taking back is over. */
    synchronized void look() {
        fleet.look(clock.instant());
        placeIfChanged();
        takeBack();
    }

    private void placeIfChanged() {
        if (fleet.hasChanged()) {
            placeAll();
        }
    }

    private void placeAll() {
        fleet.settle();
        place(line.all());
    }

    /** Asks once for all jobs that need the same: what one of them is refused, those behind it are. */
    private void place(List<Waiting> jobs) {
        if (counting) {
            return;
        }
        var refused = new HashMap<Needs, Refusal>();
        for (var next : jobs) {
            try {
                var refusal = refused.get(next.job.needs());
                if (refusal == null) {
                    refusal = place(next);
                }
                if (refusal != null) {
                    refused.put(next.job.needs(), refusal);
                    tell(next, refusal);
                }
            } catch (RuntimeException e) { // whatever it is, it must hold up no other job
                log.error("Job {} cannot be placed", next.job.id(), e);
                line.remove(next);
                next.placed.completeExceptionally(e);
            }
        }
        takeBack();
    }

    private @Nullable Refusal place(Waiting next) {
        var needs = next.job.needs();
        var drones = fleet.loads(clock.instant());
        return switch (FastestWithOpenCapacity.choose(drones, needs, ahead)) {
            case Decision.Placed choice -> {
                send(next, choice, drones);
                yield null;
            }
            case Decision.Waits why -> new Refusal(why, drones, needs, ahead);
        };
    }

    private void send(Waiting next, Decision.Placed choice, Collection<DroneLoad> drones) {
        var job = next.job;
        var run = post.run(job, choice, Candidates.of(drones, job.needs(), ahead));
        var assigned = post.assign(run);
        line.remove(next);
        placed.add(run.execution());
        fleet.hold(choice.drone(), run.lease(), job.needs(), clock.instant());
        // Async: a refusal takes the lock that whoever waits in publish() may hold.
        assigned.whenCompleteAsync((done, refused) -> {
            if (refused == null) {
                next.placed.complete(null);
            } else {
                droneHasNoQueue(next, choice.drone(), run.execution());
            }
        });
    }

    private synchronized void droneHasNoQueue(Waiting next, String drone, Execution execution) {
        log.info("Drone {} takes no more: job {} goes elsewhere", drone, execution.job());
        fleet.release(execution.lease());
        fleet.forget(drone);
        if (placed.remove(execution)) {
            line.addAgain(next);
        } else {
            next.placed.complete(null); // the job has gone on without it
        }
        placeAll();
    }

    private void tell(Waiting next, Refusal refusal) {
        if (!refusal.why().equals(next.told)) {
            next.told = refusal.why();
            post.pending(next.job, refusal.why(), refusal.placement());
        }
    }

    /** Starts a round when it is worth it; what it takes must find room among the jobs that come to her. */
    private void takeBack() {
        var now = clock.instant();
        if (counting || !active || (round != null && !round.isOver(now))) {
            return;
        }
        if (round != null) {
            round.emptied().forEach(fleet::queueIsKnown);
        }
        var next = new Round(fleet.loads(now), fleet.queues(), (WAITING_JOBS - line.size()) / 2, now);
        round = next.isWorthIt() ? next : null;
        if (round != null) {
            takeBack.start(round);
        }
    }
}
