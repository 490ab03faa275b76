package dev.skep.queen;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import dev.skep.message.DroneInfo;
import dev.skep.message.Execution;
import dev.skep.message.JobEvent;

/**
 * The drones that are there, and what each one holds. A slot counts as taken from the moment a job is sent, not from the
 * drone's next heartbeat on. Not safe for use by several threads: {@link Queen} sees to that.
 */
final class Fleet {

    private static final Duration SILENT_TOO_LONG = Duration.ofSeconds(15);

    private final Map<String, Drone> drones = new TreeMap<>();
    private final Map<String, String> droneOfLease = new HashMap<>();

    private static final class Drone {
        DroneInfo info;
        Instant heard;
        final Set<String> sent = new HashSet<>();
        final Set<String> begun = new HashSet<>();

        Drone(DroneInfo info, Instant heard) {
            this.info = info;
            this.heard = heard;
        }
    }

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
            // Jobs sent to an earlier incarnation still wait in the drone's queue, which outlives it.
            var waiting = known == null ? Set.<String>of() : known.sent;
            known = new Drone(info, now);
            known.sent.addAll(waiting);
            drones.put(info.drone(), known);
        }
        known.info = info;
        known.heard = now;
        for (var over : Set.copyOf(known.begun)) {
            if (info.running().stream().map(Execution::lease).noneMatch(over::equals)) {
                known.begun.remove(over);
                droneOfLease.remove(over);
            }
        }
        for (var execution : info.running()) {
            begin(known, execution.lease());
        }
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
        } else if (event instanceof JobEvent.Done) {
            release(lease);
        }
    }

    private void begin(Drone drone, String lease) {
        drone.sent.remove(lease);
        drone.begun.add(lease);
        droneOfLease.put(lease, drone.info.drone());
    }

    /** A job goes to this drone. */
    void hold(String drone, String lease) {
        var known = drones.get(drone);
        if (known != null) {
            known.sent.add(lease);
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
        }
    }

    /** The drone is not there. */
    void forget(String drone) {
        drones.remove(drone);
        droneOfLease.values().removeIf(drone::equals);
    }

    /** The drones as the placement sees them, without those that have been silent for too long. */
    Collection<DroneLoad> loads(Instant now) {
        for (var drone : List.copyOf(drones.values())) {
            if (drone.heard.isBefore(now.minus(SILENT_TOO_LONG))) {
                forget(drone.info.drone());
            }
        }
        return drones.values().stream().map(Fleet::load).toList();
    }

    private static DroneLoad load(Drone drone) {
        var info = drone.info;
        return new DroneLoad(info.drone(), info.state() == DroneInfo.State.READY, info.speed(), info.capacity(),
                drone.sent.size() + drone.begun.size());
    }
}
