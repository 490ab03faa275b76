package dev.skep.queen;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

import dev.skep.message.JobNotice.Pending.Code;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingDouble;
import static java.util.Comparator.comparingInt;

/**
 * The rule: the fastest drone with open capacity; when all are full, the one with the shortest queue relative to its
 * capacity. A pure function. Ties go to the shorter relative queue, then the faster drone, then the first by id.
 */
final class FastestWithOpenCapacity {

    private static final Comparator<DroneLoad> FASTEST = comparingInt(DroneLoad::speed).reversed()
            .thenComparingDouble(DroneLoad::relativeQueue).thenComparing(DroneLoad::id);
    private static final Comparator<DroneLoad> SHORTEST_QUEUE = comparingDouble(DroneLoad::relativeQueue)
            .thenComparing(comparingInt(DroneLoad::speed).reversed()).thenComparing(comparing(DroneLoad::id));

    private FastestWithOpenCapacity() {}

    /** Where the next job goes. */
    static Placement choose(Collection<DroneLoad> drones) {
        if (drones.isEmpty()) {
            return new Placement.Waits(Code.NO_DRONE, "no drone is there: start one");
        }
        var ready = drones.stream().filter(DroneLoad::ready).toList();
        if (ready.isEmpty()) {
            return new Placement.Waits(Code.NO_DRONE_READY, drones.size()
                    + (drones.size() == 1 ? " drone is" : " drones are") + " there, but leaving: start another");
        }
        return ready.stream().filter(DroneLoad::hasOpenCapacity).min(FASTEST).map(FastestWithOpenCapacity::fastest)
                .orElseGet(() -> ready.stream().min(SHORTEST_QUEUE).map(FastestWithOpenCapacity::shortestQueue)
                        .orElseThrow());
    }

    private static Placement fastest(DroneLoad drone) {
        return new Placement.Placed(drone.id(), "fastest with open capacity: speed %d, %d of %d slots taken"
                .formatted(drone.speed(), drone.held(), drone.capacity()));
    }

    private static Placement shortestQueue(DroneLoad drone) {
        return new Placement.Placed(drone.id(),
                String.format(Locale.ROOT, "all full; shortest queue relative to capacity: %d jobs on %d slots",
                        drone.held(), drone.capacity()));
    }
}
