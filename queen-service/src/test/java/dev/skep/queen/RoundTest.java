package dev.skep.queen;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

import dev.skep.message.Needs;
import dev.skep.message.Vcs;
import org.junit.jupiter.api.Test;

import static dev.skep.queen.TestDrone.NOW;
import static dev.skep.queen.TestDrone.drone;
import static dev.skep.queen.TestNeeds.GIT;
import static dev.skep.queen.TestNeeds.HG;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

class RoundTest {

    private static final DroneLoad FULL = drone("full").vcs(Vcs.GIT, Vcs.HG).holding(5);
    private static final DroneLoad ONE_FREE = drone("free").holding(1);
    private static final DroneLoad TWO_FREE = drone("free").idle();

    private static Fleet.Queue queue(Needs... waiting) {
        return new Fleet.Queue("full", List.of(waiting), true, 2.5);
    }

    private static Round round(Fleet.Queue queue, DroneLoad... drones) {
        return new Round(List.of(drones), List.of(queue), 100, NOW);
    }

    /** Goes by the round as its executor does; the queue really holds this. */
    private static List<Needs> taken(Round round, Needs... there) {
        var taken = new ArrayList<Needs>();
        var left = new ArrayList<>(List.of(there));
        for (var queue : round.queues()) {
            while (round.begin(queue) && round.wantsMore() && !left.isEmpty()) {
                do {
                    taken.add(left.removeFirst());
                    round.take("lease-" + taken.size(), taken.getLast());
                } while (round.wantsMore() && !left.isEmpty());
            }
        }
        return taken;
    }

    @Test
    void isNotWorthItWithoutOpenCapacityOrWithoutJobThatFitsThere() {
        assertThat(round(queue(GIT), FULL).isWorthIt()).isFalse();
        assertThat(round(queue(HG), FULL, ONE_FREE).isWorthIt()).isFalse();
        assertThat(round(queue(GIT), FULL, drone("leaving").leaving().idle()).isWorthIt()).isFalse();
        assertThat(round(queue(HG, GIT), FULL, ONE_FREE).isWorthIt()).isTrue();
    }

    @Test
    void takesAsManyAsThereIsRoomFor() {
        assertThat(taken(round(queue(GIT, GIT, GIT), FULL, ONE_FREE), GIT, GIT, GIT)).containsExactly(GIT);
        assertThat(taken(round(queue(GIT, GIT, GIT), FULL, TWO_FREE), GIT, GIT, GIT)).containsExactly(GIT, GIT);
    }

    @Test
    void takesAllWhenOneInFrontMustGoBackSoThatTheOrderStays() {
        assertThat(taken(round(queue(HG, GIT, HG), FULL, ONE_FREE), HG, GIT, HG)).containsExactly(HG, GIT, HG);
    }

    @Test
    void takesNoMoreThanItMay() {
        var round = new Round(List.of(FULL, TWO_FREE), List.of(queue(HG, GIT, HG)), 2, NOW);
        assertThat(taken(round, HG, GIT, HG)).containsExactly(HG, GIT);
        assertThat(new Round(List.of(FULL, TWO_FREE), List.of(queue(GIT)), 0, NOW).isWorthIt()).isFalse();
    }

    @Test
    void looksIntoQueueOfWhichNothingIsKnown() {
        var unknown = new Fleet.Queue("full", List.of(), false, 1);
        assertThat(round(unknown, FULL).isWorthIt()).isFalse();
        assertThat(taken(round(unknown, FULL, ONE_FREE), HG, GIT)).containsExactly(HG, GIT);
    }

    @Test
    void leavesQueueAloneWhenOpenCapacityIsUsedUp() {
        var other = new Fleet.Queue("other", List.of(GIT), true, 1.5);
        var round = new Round(List.of(FULL, ONE_FREE, drone("other").holding(3)), List.of(queue(GIT), other), 100, NOW);
        assertThat(round.begin(round.queues().getFirst())).isTrue();
        round.take("lease", GIT);
        assertThat(round.begin(other)).isFalse();
    }

    @Test
    void isOverWhenAllThatWasTakenCameBack() {
        var round = round(queue(GIT), FULL, TWO_FREE);
        Stream.of("a", "b").forEach(lease -> round.take(lease, GIT));
        round.cameBack("a");
        round.end();
        assertThat(round.isOver(NOW)).isFalse();
        round.cameBack("b");
        assertThat(round.isOver(NOW)).isTrue();
    }

    @Test
    void isOverInTheEndWhenAnotherQueenGotWhatWasTaken() {
        var round = round(queue(GIT), FULL, ONE_FREE);
        round.take("a", GIT);
        Instant later = NOW.plusSeconds(16);
        assertThat(round.isOver(later)).isFalse();
        round.end();
        assertThat(round.isOver(later)).isTrue();
    }

    /** Over random fleets: rounds come to an end, no job is lost, and none is left that open capacity would take. */
    @Test
    void movesJobsUntilNoneWaitsThatFitsOpenCapacity() {
        var random = new Random(5);
        var all = 0;
        for (var times = 0; times < 500; times++) {
            var fleet = new SimulatedFleet(random);
            var jobs = fleet.jobs();
            var slots = fleet.openSlots();
            var rounds = 0;
            for (var round = fleet.round(); round.isWorthIt(); round = fleet.round()) {
                fleet.go(round);
                rounds++;
            }
            all += rounds;
            assertThat(rounds).isLessThanOrEqualTo(slots);
            assertThat(fleet.jobs()).isEqualTo(jobs);
            assertThat(fleet.openSlots()).isLessThanOrEqualTo(slots - rounds);
            assertThat(fleet.waitsForNothing()).isFalse();
        }
        assertThat(all).as("the fleets are such that there is something to move").isGreaterThan(100);
    }

    /** Drones that begin what comes while they have a slot, and queue the rest. */
    private static final class SimulatedFleet {

        private final Map<String, DroneLoad> drones = new TreeMap<>();
        private final Map<String, Deque<Needs>> queues = new TreeMap<>();
        private int leases;

        SimulatedFleet(Random random) {
            for (var drone : RandomFleet.drones(random, 2 + random.nextInt(6))) {
                drones.put(drone.id(), drone);
                var waiting = new ArrayDeque<Needs>();
                for (var number = drone.capacity(); number < drone.held(); number++) {
                    waiting.add(needsThatFit(random, drone));
                }
                queues.put(drone.id(), waiting);
            }
        }

        private static Needs needsThatFit(Random random, DroneLoad drone) {
            var ready = new DroneLoad(drone.info(), 0, 0);
            for (var tries = 0; tries < 100; tries++) {
                var needs = RandomFleet.needs(random);
                if (FastestWithOpenCapacity.fits(ready, Need.of(needs))) {
                    return needs;
                }
            }
            return GIT;
        }

        Round round() {
            var busy = queues.entrySet().stream().filter(queue -> !queue.getValue().isEmpty())
                    .filter(queue -> load(queue.getKey()).ready())
                    .map(queue -> new Fleet.Queue(queue.getKey(), List.copyOf(queue.getValue()), true,
                            load(queue.getKey()).relativeQueue()))
                    .toList();
            return new Round(drones.values(), busy, 100, NOW);
        }

        private DroneLoad load(String drone) {
            return requireNonNull(drones.get(drone));
        }

        private Deque<Needs> queue(String drone) {
            return requireNonNull(queues.get(drone));
        }

        void go(Round round) {
            var taken = new ArrayList<Map.Entry<String, Needs>>();
            for (var queue : round.queues()) {
                if (round.begin(queue)) {
                    while (round.wantsMore() && !queue(queue.drone()).isEmpty()) {
                        var needs = queue(queue.drone()).removeFirst();
                        round.take("lease-" + leases++, needs);
                        taken.add(Map.entry(queue.drone(), needs));
                    }
                }
            }
            taken.forEach(job -> placeAnew(job.getKey(), job.getValue()));
        }

        private void placeAnew(String from, Needs needs) {
            var before = load(from);
            drones.put(from, new DroneLoad(before.info(), before.held() - 1, 0));
            var decision = FastestWithOpenCapacity.choose(drones.values(), needs, Ahead.UNBOUNDED);
            assertThat(decision).isInstanceOf(Decision.Placed.class);
            var chosen = load(((Decision.Placed) decision).drone());
            if (!chosen.hasOpenCapacity()) {
                queue(chosen.id()).add(needs);
            }
            drones.put(chosen.id(), chosen.withOneMore());
        }

        int jobs() {
            return drones.values().stream().mapToInt(DroneLoad::held).sum();
        }

        int openSlots() {
            return drones.values().stream().filter(DroneLoad::ready)
                    .mapToInt(drone -> Math.max(0, drone.capacity() - drone.held())).sum();
        }

        /** Whether a job waits although a drone has room for it. */
        boolean waitsForNothing() {
            return queues.entrySet().stream().filter(queue -> load(queue.getKey()).ready())
                    .flatMap(queue -> queue.getValue().stream())
                    .anyMatch(needs -> FastestWithOpenCapacity.choose(drones.values(), needs,
                            Ahead.NONE) instanceof Decision.Placed);
        }
    }
}
