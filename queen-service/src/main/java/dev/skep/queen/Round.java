package dev.skep.queen;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import dev.skep.message.Needs;

/**
 * One round of taking back: from which queues, and how much. It takes from a queue only while a drone with open capacity
 * would get a job that waits there, by the rule itself. Jobs leave a queue from its head: as many as open capacity has room
 * for, if it has room for each; if not for one, all that is there, so that what must go back is put there in the old order.
 * So each round moves at least one job to open capacity, or learns what waits in a queue that was not known before.
 *
 * <p>The queen plans a round and sees it end; {@link TakeBack} goes by it on another thread.
 */
final class Round {

    /** What has not come back by then went to another queen. */
    private static final Duration LONGEST = Duration.ofSeconds(15);

    private final List<Fleet.Queue> queues;
    private final Instant begun;
    private final Map<String, DroneLoad> open = new LinkedHashMap<>();
    private final Set<String> onTheirWay = ConcurrentHashMap.newKeySet();
    private final Set<String> emptied = ConcurrentHashMap.newKeySet();
    private volatile boolean ended;
    private int left;
    private boolean all;

    /** @param most how many jobs to take at most */
    Round(Collection<DroneLoad> drones, List<Fleet.Queue> queues, int most, Instant begun) {
        this.queues = queues;
        this.left = most;
        this.begun = begun;
        drones.stream().filter(DroneLoad::ready).filter(DroneLoad::hasOpenCapacity)
                .forEach(drone -> open.put(drone.id(), drone));
    }

    /** Whether it would take anything. */
    boolean isWorthIt() {
        return queues.stream().anyMatch(this::isWorthIt);
    }

    private boolean isWorthIt(Fleet.Queue queue) {
        return left > 0 && !open.isEmpty() && (!queue.known()
                || queue.waiting().stream().distinct().anyMatch(needs -> roomFor(needs).isPresent()));
    }

    private Optional<DroneLoad> roomFor(Needs needs) {
        return FastestWithOpenCapacity.best(open.values(), needs, Ahead.NONE);
    }

    /** The queues from which it may take. */
    List<Fleet.Queue> queues() {
        return queues;
    }

    /** Begins with a queue; false when there is nothing to do there any more. */
    boolean begin(Fleet.Queue queue) {
        all = false;
        return isWorthIt(queue);
    }

    /** Whether to take another job from the queue. */
    boolean wantsMore() {
        return left > 0 && (all || !open.isEmpty());
    }

    /** A job was taken, and is sent to the queen next. */
    void take(String lease, Needs needs) {
        left--;
        onTheirWay.add(lease);
        var drone = roomFor(needs).map(DroneLoad::withOneMore);
        all |= drone.isEmpty();
        drone.ifPresent(more -> open.put(more.id(), more));
        open.values().removeIf(load -> !load.hasOpenCapacity());
    }

    /** Nothing was left in this drone's queue. */
    void empty(String drone) {
        emptied.add(drone);
    }

    /** The drones whose queues held nothing more. */
    Set<String> emptied() {
        return emptied;
    }

    /** Nothing more is taken. */
    void end() {
        ended = true;
    }

    /** What was taken is with the queen. */
    void cameBack(String lease) {
        onTheirWay.remove(lease);
    }

    /** Whether the next round may begin: not before what this one took has been placed. */
    boolean isOver(Instant now) {
        return ended && (onTheirWay.isEmpty() || begun.isBefore(now.minus(LONGEST)));
    }
}
