package dev.skep.queen;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.skep.message.DroneInfo.State;
import dev.skep.message.Needs;
import dev.skep.message.Vcs;

/** Fleets and needs in which ties, full drones and misfits are frequent. */
final class RandomFleet {

    private RandomFleet() {}

    static List<DroneLoad> drones(Random random, int count) {
        return IntStream.range(0, count).mapToObj(number -> drone(random, "d" + number)).toList();
    }

    private static DroneLoad drone(Random random, String id) {
        var capacity = 1 + random.nextInt(3);
        return new TestDrone(id, "first", random.nextInt(6) == 0 ? State.DRAINING : State.READY,
                50 * (1 + random.nextInt(3)), capacity, List.of(),
                random.nextInt(4) == 0 ? List.of(Vcs.GIT, Vcs.HG) : List.of(Vcs.GIT), some(random, "node", "cache"),
                random.nextBoolean() ? List.of("process") : List.of("process", "docker"), labels(random, 1),
                some(random, "k1", "k2")).holding(random.nextInt(3 * capacity));
    }

    static Needs needs(Random random) {
        return new Needs(random.nextInt(5) == 0 ? Vcs.HG : Vcs.GIT,
                random.nextBoolean() ? List.of() : some(random, "node", "cache"),
                random.nextInt(4) == 0 ? "docker" : null, labels(random, 3),
                random.nextBoolean() ? List.of() : some(random, "k1", "k2"));
    }

    private static List<String> some(Random random, String... words) {
        return Stream.of(words).filter(word -> random.nextInt(3) > 0).toList();
    }

    private static Map<String, String> labels(Random random, int rarity) {
        return random.nextInt(rarity + 1) > 0 ? Map.of() : Map.of("os", random.nextBoolean() ? "linux" : "mac");
    }
}
