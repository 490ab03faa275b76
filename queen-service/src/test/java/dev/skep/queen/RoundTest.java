package dev.skep.queen;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import dev.skep.message.Needs;
import dev.skep.message.Vcs;
import org.junit.jupiter.api.Test;

import static dev.skep.queen.TestDrone.NOW;
import static dev.skep.queen.TestDrone.drone;
import static dev.skep.queen.TestNeeds.GIT;
import static dev.skep.queen.TestNeeds.HG;
import static org.assertj.core.api.Assertions.assertThat;

class RoundTest {

    private static final DroneLoad FULL = drone("full").vcs(Vcs.GIT, Vcs.HG).holding(5);
    private static final DroneLoad ONE_FREE = drone("free").holding(1);
    private static final DroneLoad TWO_FREE = drone("free").idle();

    private static Fleet.Queue queue(Needs... waiting) {
        return new Fleet.Queue("full", List.of(waiting), true);
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
        var unknown = new Fleet.Queue("full", List.of(), false);
        assertThat(round(unknown, FULL).isWorthIt()).isFalse();
        assertThat(taken(round(unknown, FULL, ONE_FREE), HG, GIT)).containsExactly(HG, GIT);
    }

    @Test
    void leavesQueueAloneWhenOpenCapacityIsUsedUp() {
        var other = new Fleet.Queue("other", List.of(GIT), true);
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
}
