package dev.skep.queen;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

import dev.skep.message.DroneInfo;
import dev.skep.message.Needs;
import dev.skep.message.Vcs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.skep.queen.TestDrone.drone;
import static dev.skep.queen.TestNeeds.GIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class FastestWithOpenCapacityTest {

    private static final Ahead ONE = new Ahead(1);

    private static DroneLoad load(String id, int speed, int capacity, int held) {
        return drone(id).speed(speed).capacity(capacity).holding(held);
    }

    private static Decision choose(DroneLoad... drones) {
        return FastestWithOpenCapacity.choose(List.of(drones), GIT, Ahead.UNBOUNDED);
    }

    private static String chosen(Decision decision) {
        return decision instanceof Decision.Placed placed ? placed.drone() : "none";
    }

    private static String chosen(DroneLoad... drones) {
        return chosen(choose(drones));
    }

    @Test
    void takesFastestWithOpenCapacity() {
        assertThat(chosen(load("slow", 50, 4, 0), load("fast", 100, 4, 3))).isEqualTo("fast");
    }

    @Test
    void passesOverFullDroneHoweverFast() {
        assertThat(chosen(load("slow", 50, 4, 3), load("fast", 100, 4, 4))).isEqualTo("slow");
    }

    @Test
    void takesShortestQueueRelativeToCapacityWhenAllAreFull() {
        assertThat(chosen(load("small", 200, 1, 2), load("large", 50, 8, 12))).isEqualTo("large");
    }

    @Test
    void breaksTiesByEmptierThenById() {
        assertThat(chosen(load("a", 100, 4, 2), load("b", 100, 4, 1))).isEqualTo("b");
        assertThat(chosen(load("b", 100, 4, 1), load("a", 100, 4, 1))).isEqualTo("a");
    }

    @Test
    void breaksTiesOfFullDronesBySpeedThenById() {
        assertThat(chosen(load("a", 100, 2, 3), load("b", 110, 4, 6))).isEqualTo("b");
        assertThat(chosen(load("b", 100, 2, 3), load("a", 100, 2, 3))).isEqualTo("a");
    }

    @Test
    void doesNotDependOnTheOrderOfDrones() {
        var drones = new ArrayList<>(List.of(load("a", 100, 2, 2), load("b", 100, 2, 1), load("c", 90, 9, 0)));
        for (var seed = 0; seed < 20; seed++) {
            Collections.shuffle(drones, new Random(seed));
            assertThat(chosen(FastestWithOpenCapacity.choose(drones, GIT, ONE))).isEqualTo("b");
        }
    }

    @Test
    void givesTheReason() {
        assertThat(choose(load("a", 100, 2, 1))).isEqualTo(
                new Decision.Placed("a", "fastest with open capacity: speed 100, 1 of 2 slots taken"));
        assertThat(choose(load("a", 100, 2, 3))).isEqualTo(new Decision.Placed("a",
                "all that fit are full; shortest queue relative to capacity: 3 jobs on 2 slots"));
    }

    static Stream<Arguments> whatDronesMustHave() {
        var plain = drone("plain");
        return Stream.of(arguments(TestNeeds.HG, plain, plain.vcs(Vcs.GIT, Vcs.HG)),
                arguments(TestNeeds.plugins("node", "cache"), plain.plugins("node"), plain.plugins("cache", "node")),
                arguments(TestNeeds.executor("docker"), plain, plain.executors("process", "docker")),
                arguments(TestNeeds.label("gpu", "yes"), plain.labels(Map.of("gpu", "no")),
                        plain.labels(Map.of("gpu", "yes", "os", "linux"))),
                arguments(TestNeeds.keys("k1", "k2"), plain.keys("k1"), plain.keys("k1", "k2")),
                arguments(GIT, plain.leaving(), plain));
    }

    @ParameterizedTest
    @MethodSource("whatDronesMustHave")
    void takesOnlyDronesThatFit(Needs needs, TestDrone without, TestDrone with) {
        var faster = new DroneLoad(without.speed(1000).info(), 0, 0);
        var choice = FastestWithOpenCapacity.choose(List.of(faster, new DroneLoad(named(with, "fits").info(), 0, 0)),
                needs, ONE);
        assertThat(chosen(choice)).isEqualTo("fits");
        assertThat(chosen(FastestWithOpenCapacity.choose(List.of(faster), needs, ONE))).isEqualTo("none");
    }

    private static TestDrone named(TestDrone d, String id) {
        return new TestDrone(id, d.incarnation(), d.state(), d.speed(), d.capacity(), d.running(), d.vcs(),
                d.plugins(), d.executors(), d.labels(), d.keys());
    }

    @Test
    void boundsWhatWaitsAhead() {
        var drones = List.of(load("a", 100, 2, 4), load("b", 50, 3, 5));
        assertThat(chosen(FastestWithOpenCapacity.choose(drones, GIT, ONE))).isEqualTo("b");
        assertThat(chosen(FastestWithOpenCapacity.choose(drones, GIT, Ahead.NONE))).isEqualTo("none");
        assertThat(chosen(FastestWithOpenCapacity.choose(drones, GIT, Ahead.UNBOUNDED))).isEqualTo("b");
        var more = List.of(load("a", 100, 2, 4), load("b", 50, 3, 6));
        assertThat(chosen(FastestWithOpenCapacity.choose(more, GIT, ONE))).isEqualTo("none");
        assertThat(chosen(FastestWithOpenCapacity.choose(more, GIT, new Ahead(2)))).isEqualTo("a");
    }

    /** Over random fleets, against the rule said in the plainest way. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, Integer.MAX_VALUE})
    void doesWhatTheRuleSays(int times) {
        var random = new Random(times);
        for (var round = 0; round < 2000; round++) {
            var fleet = RandomFleet.drones(random, 1 + random.nextInt(8));
            var needs = RandomFleet.needs(random);
            var decision = FastestWithOpenCapacity.choose(fleet, needs, new Ahead(times));
            assertThat(chosen(decision)).as("%s for %s", needs, fleet)
                    .isEqualTo(NaiveRule.choose(fleet, needs, times));
        }
    }

    /** The record says the same as the decision, whatever the fleet. */
    @Test
    void recordsWinnerFirstAndRuledOutLast() {
        var random = new Random(7);
        for (var round = 0; round < 2000; round++) {
            var fleet = RandomFleet.drones(random, 1 + random.nextInt(8));
            var needs = RandomFleet.needs(random);
            var candidates = Candidates.of(fleet, needs, ONE).candidates();
            var possible = candidates.stream().takeWhile(candidate -> candidate.ruledOut() == null).toList();
            assertThat(candidates.stream().skip(possible.size())).allMatch(candidate -> candidate.ruledOut() != null);
            assertThat(possible.isEmpty() ? "none" : possible.getFirst().drone())
                    .isEqualTo(chosen(FastestWithOpenCapacity.choose(fleet, needs, ONE)));
        }
    }

    /** The rule by elimination, drone by drone. */
    private static final class NaiveRule {

        static String choose(List<DroneLoad> fleet, Needs needs, int times) {
            DroneLoad best = null;
            for (var drone : fleet) {
                if (fits(drone.info(), needs) && (double) drone.held() < drone.capacity() * (1.0 + times)
                        && (best == null || better(drone, best))) {
                    best = drone;
                }
            }
            return best == null ? "none" : best.id();
        }

        private static boolean fits(DroneInfo drone, Needs needs) {
            return drone.state() == DroneInfo.State.READY && drone.vcs().contains(needs.vcs())
                    && drone.plugins().containsAll(needs.plugins()) && drone.keys().containsAll(needs.keys())
                    && (needs.executor() == null || drone.executors().contains(needs.executor()))
                    && drone.labels().entrySet().containsAll(needs.labels().entrySet());
        }

        private static boolean better(DroneLoad one, DroneLoad other) {
            var open = one.held() < one.capacity();
            if (open != other.held() < other.capacity()) {
                return open;
            }
            // held / capacity, without a fraction
            var queue = (long) one.held() * other.capacity() - (long) other.held() * one.capacity();
            var speed = other.speed() - one.speed();
            var terms = open ? Arrays.asList((long) speed, queue) : Arrays.asList(queue, (long) speed);
            var decisive = terms.stream().filter(term -> term != 0).findFirst();
            return decisive.map(term -> term < 0).orElse(one.id().compareTo(other.id()) < 0);
        }
    }
}
