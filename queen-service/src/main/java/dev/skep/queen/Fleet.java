package dev.skep.queen;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import dev.skep.message.DroneInfo;
import dev.skep.message.DroneLost;
import dev.skep.message.Execution;
import dev.skep.message.JobEvent;
import dev.skep.message.Needs;
import org.jspecify.annotations.Nullable;

/**
 * The drones that are there, and what each one holds. A slot counts as taken from the moment a job is sent, not from the
 * drone's next heartbeat on. Not safe for use by several threads: {@link Queen} sees to that.
 */
final class Fleet {

    private final Map<String, KnownDrone> drones = new TreeMap<>();
    private final Map<String, String> droneOfLease = new HashMap<>();
    private Set<String> silent = Set.of();
    private boolean changed;

    /**
     * The queue of a drone that runs all that it can.
     *
     * @param waiting what the jobs need that wait there, as far as is known
     * @param known whether no other job can be there
     * @param relativeLength jobs that the drone holds for each that it can run at once
     */
    record Queue(String drone, List<Needs> waiting, boolean known, double relativeLength) {}

    /** A heartbeat. What a drone says it runs, it runs; what it had begun and says no more, is over. */
    void on(DroneInfo info, Instant now) {
        var before = drones.get(info.drone());
        var same = before != null && before.incarnation().equals(info.incarnation());
        if (info.state() == DroneInfo.State.GONE) {
            if (same) {
                forget(info.drone());
            }
            return;
        }
        var drone = before != null && same ? before : anew(before, info, now);
        changed |= !drone.offersSame(info);
        drone.hear(info, now);
        drone.over().forEach(this::release);
        info.running().stream().map(Execution::lease).forEach(lease -> begin(drone, lease));
        drone.neverTaken(now).forEach(this::release);
    }

    private KnownDrone anew(@Nullable KnownDrone before, DroneInfo info, Instant now) {
        var drone = new KnownDrone(info, now);
        if (before != null) {
            drone.inherit(before);
            droneOfLease.keySet().removeAll(before.begun());
        }
        drones.put(info.drone(), drone);
        changed = true;
        return drone;
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

    private void begin(KnownDrone drone, String lease) {
        var before = drone.held();
        drone.begin(lease);
        droneOfLease.put(lease, drone.id());
        changed |= drone.held() != before;
    }

    /** A job with these needs goes to this drone. */
    void hold(String drone, String lease, Needs needs, Instant now) {
        var known = drones.get(drone);
        if (known != null) {
            known.send(lease, needs, now);
            droneOfLease.put(lease, drone);
        }
    }

    /** The execution is over, or never came to be. */
    void release(String lease) {
        var id = droneOfLease.remove(lease);
        var drone = id == null ? null : drones.get(id);
        if (drone != null) {
            drone.release(lease);
            changed = true;
        }
    }

    /** Whether a drone says that it runs this execution. */
    boolean runs(String lease) {
        var id = droneOfLease.get(lease);
        var drone = id == null ? null : drones.get(id);
        return drone != null && drone.begun().contains(lease);
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
            known.queueIsKnown();
        }
    }

    /** This incarnation of the drone is gone, and what it held with it. */
    void on(DroneLost lost) {
        var known = drones.get(lost.drone());
        if (known != null && known.incarnation().equals(lost.incarnation())) {
            forget(lost.drone());
        }
    }

    /** Notices which drones have fallen silent. */
    void look(Instant now) {
        var silentNow = loads(now).stream().filter(DroneLoad::isSilent).map(DroneLoad::id).collect(Collectors.toSet());
        changed |= !silentNow.equals(silent);
        silent = silentNow;
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
    List<Queue> queues() {
        return drones.values().stream().flatMap(KnownDrone::queue)
                .sorted(Comparator.comparingDouble(Queue::relativeLength).reversed()).toList();
    }
}
