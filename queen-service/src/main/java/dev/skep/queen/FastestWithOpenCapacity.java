package dev.skep.queen;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import dev.skep.message.DroneInfo;
import dev.skep.message.Needs;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingDouble;
import static java.util.Comparator.comparingInt;

/**
 * The rule: of the drones that fit, the fastest with open capacity; when all are full, the one with the shortest queue
 * relative to its capacity, as long as jobs may wait ahead there. A pure function. Ties go to the shorter relative queue,
 * then the faster drone, then the first by id.
 */
final class FastestWithOpenCapacity {

    /** The rule's name in what is recorded. */
    static final String NAME = "fastest-with-open-capacity";

    private static final Comparator<DroneLoad> FASTEST = comparingInt(DroneLoad::speed).reversed()
            .thenComparingDouble(DroneLoad::relativeQueue).thenComparing(DroneLoad::id);
    private static final Comparator<DroneLoad> SHORTEST_QUEUE = comparingDouble(DroneLoad::relativeQueue)
            .thenComparing(comparingInt(DroneLoad::speed).reversed()).thenComparing(comparing(DroneLoad::id));

    /** The better drone first. */
    static final Comparator<DroneLoad> BETTER = (one, other) -> {
        if (one.hasOpenCapacity() != other.hasOpenCapacity()) {
            return one.hasOpenCapacity() ? -1 : 1;
        }
        return (one.hasOpenCapacity() ? FASTEST : SHORTEST_QUEUE).compare(one, other);
    };

    private FastestWithOpenCapacity() {}

    /** Where the next job with these needs goes, or why it waits. */
    static Decision choose(Collection<DroneLoad> drones, Needs needs, Ahead ahead) {
        return best(drones, needs, ahead).map(FastestWithOpenCapacity::placed)
                .orElseGet(() -> WhyNone.of(drones, Need.of(needs)));
    }

    /** The drone that the next job with these needs goes to; empty when it waits. */
    static Optional<DroneLoad> best(Collection<DroneLoad> drones, Needs needs, Ahead ahead) {
        var all = Need.of(needs);
        return drones.stream().filter(drone -> drone.hasRoom(ahead)).filter(drone -> fits(drone, all)).min(BETTER);
    }

    /** Whether the drone takes jobs, and has all of this. */
    static boolean fits(DroneLoad drone, List<Need> needs) {
        return drone.ready() && meets(drone.info(), needs);
    }

    private static boolean meets(DroneInfo drone, List<Need> needs) {
        for (var need : needs) {
            if (!need.metBy().test(drone)) {
                return false;
            }
        }
        return true;
    }

    private static Decision placed(DroneLoad drone) {
        var reason = drone.hasOpenCapacity()
                ? "fastest with open capacity: speed %d, %d of %d slots taken".formatted(drone.speed(), drone.held(),
                        drone.capacity())
                : "all that fit are full; shortest queue relative to capacity: %d jobs on %d slots"
                        .formatted(drone.held(), drone.capacity());
        return new Decision.Placed(drone.id(), reason);
    }
}
