package dev.skep.queen;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import dev.skep.message.DroneInfo;
import dev.skep.message.Execution;
import dev.skep.message.JobEvent;
import dev.skep.message.Needs;
import org.jspecify.annotations.Nullable;

/**
 * The drones that are there, and what each one holds. A slot counts as taken from the moment a job is sent, not from the
 * drone's next heartbeat on. Not safe for use by several threads: {@link Queen} sees to that.
 */
final class Fleet {

    private static final Duration SILENT_TOO_LONG = Duration.ofSeconds(15);
    /** A drone with a free slot takes what is in its queue at once; what it has not taken by then is not there. */
    private static final Duration TAKEN_BY_THEN = Duration.ofSeconds(10);

    private final Map<String, Drone> drones = new TreeMap<>();
    private final Map<String, String> droneOfLease = new HashMap<>();
    private boolean changed;

    private record Sent(Needs needs, Instant at) {}

    private static final class Drone {
        DroneInfo info;
        Instant heard;
        /** What it was sent and has not begun, by lease, in the order of its queue. */
        final Map<String, Sent> sent = new LinkedHashMap<>();
        final Set<String> begun = new HashSet<>();
        /** Since when each heartbeat has shown a free slot; null after one that did not. */
        @Nullable
        Instant freeSince;
        /** Whether all that may wait in its queue is known: not so at first, as another queen may have sent it jobs. */
        boolean queueKnown;

        Drone(DroneInfo info, Instant heard) {
            this.info = info;
            this.heard = heard;
        }

        int held() {
            return sent.size() + begun.size();
        }

        /** Whether it runs all that it can, so that what is in its queue waits. */
        boolean isBusy() {
            return begun.size() >= info.capacity();
        }

        /** What went to another queen's hands, or was lost with a queue, must not count for ever. */
        List<String> neverTaken(Instant now) {
            var limit = now.minus(TAKEN_BY_THEN);
            return freeSince == null || freeSince.isAfter(limit)
                    ? List.of()
                    : sent.entrySet().stream().filter(entry -> !entry.getValue().at().isAfter(limit))
                            .map(Map.Entry::getKey).toList();
        }

        DroneLoad load(Instant now) {
            return new DroneLoad(info, held(), Duration.between(heard, now).toMillis());
        }
    }

    /**
     * The queue of a drone that runs all that it can.
     *
     * @param waiting what the jobs need that wait there, as far as is known
     * @param known whether no other job can be there
     */
    record Queue(String drone, List<Needs> waiting, boolean known) {}

    /** A heartbeat. What a drone says it runs, it runs; what it had begun and says no more, is over. */
    void on(DroneInfo info, Instant now) {
        var known = drones.get(info.drone());
        var same = known != null && known.info.incarnation().equals(info.incarnation());
        if (info.state() == DroneInfo.State.GONE) {
            if (same) {
                forget(info.drone());
            }
            return;
        }
        if (known == null || !same) {
            known = anew(info, now, known);
        }
        changed |= !offer(known.info).equals(offer(info));
        known.info = info;
        known.heard = now;
        for (var over : Set.copyOf(known.begun)) {
            if (info.running().stream().map(Execution::lease).noneMatch(over::equals)) {
                release(over);
            }
        }
        for (var execution : info.running()) {
            begin(known, execution.lease());
        }
        known.freeSince = info.free() == 0 ? null : known.freeSince == null ? now : known.freeSince;
        known.neverTaken(now).forEach(this::release);
    }

    /** Jobs sent to an earlier incarnation still wait in the drone's queue, which outlives it. */
    private Drone anew(DroneInfo info, Instant now, @Nullable Drone before) {
        var drone = new Drone(info, now);
        if (before != null) {
            drone.sent.putAll(before.sent);
            drone.queueKnown = before.queueKnown;
            droneOfLease.keySet().removeAll(before.begun);
        }
        drones.put(info.drone(), drone);
        changed = true;
        return drone;
    }

    /** What counts for placing in all that a drone says of itself. */
    private static DroneInfo offer(DroneInfo info) {
        return new DroneInfo(info.drone(), info.incarnation(), Instant.EPOCH, info.state(), info.speed(),
                info.capacity(), List.of(), info.plugins(), info.executors(), info.vcs(), info.keys(), info.labels());
    }

    /** What a drone reports of a job. */
    void on(JobEvent.Status event) {
        var lease = event.stamp().lease();
        var id = lease == null ? null : droneOfLease.get(lease);
        var drone = id == null ? null : drones.get(id);
        if (lease == null || drone == null) {
            return;
        }
        if (event instanceof JobEvent.Accepted) {
            begin(drone, lease);
        } else if (event instanceof JobEvent.Done || event instanceof JobEvent.Requeued) {
            release(lease);
        }
    }

    private void begin(Drone drone, String lease) {
        var before = drone.held();
        drone.sent.remove(lease);
        drone.begun.add(lease);
        droneOfLease.put(lease, drone.info.drone());
        changed |= drone.held() != before;
    }

    /** A job with these needs goes to this drone. */
    void hold(String drone, String lease, Needs needs, Instant now) {
        var known = drones.get(drone);
        if (known != null) {
            known.sent.put(lease, new Sent(needs, now));
            droneOfLease.put(lease, drone);
        }
    }

    /** The execution is over, or never came to be. */
    void release(String lease) {
        var id = droneOfLease.remove(lease);
        var drone = id == null ? null : drones.get(id);
        if (drone != null) {
            drone.sent.remove(lease);
            drone.begun.remove(lease);
            changed = true;
        }
    }

    /** The drone is not there. */
    void forget(String drone) {
        changed |= drones.remove(drone) != null;
        droneOfLease.values().removeIf(drone::equals);
    }

    /** The drone's queue was found empty: from now on only what we send can be there. */
    void queueIsKnown(String drone) {
        var known = drones.get(drone);
        if (known != null) {
            known.queueKnown = true;
        }
    }

    /** Forgets the drones that have been silent for too long. */
    void forgetSilent(Instant now) {
        var silent = drones.values().stream().filter(drone -> drone.heard.isBefore(now.minus(SILENT_TOO_LONG)))
                .map(drone -> drone.info.drone()).toList();
        silent.forEach(this::forget);
    }

    /** Whether anything that counts for placing has changed since it was {@linkplain #settle settled}. */
    boolean hasChanged() {
        return changed;
    }

    /** All that changed is known now. */
    void settle() {
        changed = false;
    }

    /** The drones as the placement sees them. */
    Collection<DroneLoad> loads(Instant now) {
        return drones.values().stream().map(drone -> drone.load(now)).toList();
    }

    /** The queues in which jobs wait, or may wait, the longest relative to the drone's capacity first. */
    List<Queue> queues(Instant now) {
        return drones.values().stream().filter(drone -> drone.info.state() == DroneInfo.State.READY && drone.isBusy())
                .filter(drone -> !drone.queueKnown || !drone.sent.isEmpty())
                .sorted(Comparator.comparingDouble((Drone drone) -> drone.load(now).relativeQueue()).reversed())
                .map(drone -> new Queue(drone.info.drone(), drone.sent.values().stream().map(Sent::needs).toList(),
                        drone.queueKnown))
                .toList();
    }
}
