package dev.skep.queen;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import dev.skep.message.DroneInfo.State;
import dev.skep.message.DroneLost;
import dev.skep.message.DronePresence;
import dev.skep.message.Echo;
import org.junit.jupiter.api.Test;

import static dev.skep.queen.TestDrone.NOW;
import static org.assertj.core.api.Assertions.assertThat;

/** When a drone is lost, and when not, by a clock that stands until it is set. */
class VigilTest implements Vigil.Hands {

    private static final TestDrone A = TestDrone.drone("a");
    private static final TestDrone B = TestDrone.drone("b");

    private final Set<String> connected = new HashSet<>(Set.of("a", "b"));
    private final List<DroneLost> lost = new ArrayList<>();
    private final Set<String> watched = new HashSet<>();
    private final List<String> probed = new ArrayList<>();
    private final Deque<Runnable> soon = new ArrayDeque<>();
    private boolean brokerPassesOn = true;
    private Echo last = new Echo("queen", 0);
    private Instant now = NOW;
    private final Vigil vigil = new Vigil(this, () -> now, (delay, step) -> soon.add(step));

    @Override
    public CompletableFuture<Boolean> probe(String drone) {
        probed.add(drone);
        return CompletableFuture.completedFuture(connected.contains(drone));
    }

    @Override
    public void echo(long number) {
        last = new Echo("queen", number);
        if (brokerPassesOn) {
            vigil.on(last);
        }
    }

    @Override
    public void watch(String drone, boolean on) {
        if (on) {
            watched.add(drone);
        } else {
            watched.remove(drone);
        }
    }

    @Override
    public void lost(DroneLost drone) {
        lost.add(drone);
    }

    private void hear(TestDrone... drones) {
        for (var drone : drones) {
            vigil.on(drone.info());
        }
    }

    /** Seconds pass, each with a look at the time, while these drones go on sending heartbeats. */
    private void pass(int seconds, TestDrone... alive) {
        for (var second = 0; second < seconds; second++) {
            now = now.plusSeconds(1);
            hear(alive);
            vigil.look();
            recheck();
        }
    }

    private void recheck() {
        while (!soon.isEmpty()) {
            soon.remove().run();
        }
    }

    private void connectionEnds(TestDrone drone) {
        connected.remove(drone.id());
        vigil.on(new DronePresence(drone.id(), drone.incarnation(), 1));
    }

    private List<String> lostDrones() {
        return lost.stream().map(DroneLost::drone).toList();
    }

    @Test
    void losesDroneWhoseConnectionHasEndedAtOnce() {
        hear(A, B);
        connectionEnds(A);
        assertThat(lost).as("not before it is asked again").isEmpty();
        recheck();
        assertThat(lostDrones()).containsExactly("a");
        assertThat(lost.getFirst().incarnation()).isEqualTo(A.incarnation());
        assertThat(watched).containsExactly("b");
    }

    @Test
    void losesDroneWhoseConnectionTheBrokerClearsAwayAMomentLater() {
        hear(A, B);
        vigil.on(new DronePresence("a", A.incarnation(), 1));
        soon.remove().run();
        connected.remove("a");
        recheck();
        assertThat(lostDrones()).containsExactly("a");
    }

    @Test
    void losesTheOnlyDroneAtOnceToo() {
        hear(A);
        connectionEnds(A);
        recheck();
        assertThat(lostDrones()).containsExactly("a");
    }

    @Test
    void keepsDroneThatConnectsAgain() {
        hear(A, B);
        connectionEnds(A);
        connected.add("a");
        recheck();
        pass(10, A, B);
        assertThat(lost).isEmpty();
    }

    @Test
    void takesHeartbeatThatWasOnItsWayForNoSignOfLife() {
        hear(A, B);
        connectionEnds(A);
        soon.remove().run();
        hear(A);
        recheck();
        assertThat(lostDrones()).containsExactly("a");
    }

    @Test
    void losesSilentDroneThatHasItsConnectionWhenItsLeaseHasPassed() {
        hear(A, B);
        pass(15, B);
        assertThat(lost).isEmpty();
        assertThat(probed).contains("a").doesNotContain("b");
        pass(1, B);
        assertThat(lostDrones()).containsExactly("a");
    }

    @Test
    void findsMissingConnectionWhenHeartbeatIsOverdue() {
        hear(A, B);
        connected.remove("a");
        pass(4, B);
        assertThat(lostDrones()).containsExactly("a");
    }

    @Test
    void goesBySilenceAloneWhereAllLoseTheirConnectionsAtOnce() {
        hear(A, B);
        connectionEnds(A);
        connectionEnds(B);
        recheck();
        assertThat(lost).isEmpty();
        pass(9);
        assertThat(lost).isEmpty();
        pass(10);
        assertThat(lostDrones()).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void losesNobodyWhileTheBrokerPassesNothingOn() {
        hear(A, B);
        pass(2, A, B);
        brokerPassesOn = false;
        pass(60);
        connectionEnds(A);
        recheck();
        assertThat(lost).isEmpty();
        brokerPassesOn = true;
        connected.add("a");
        pass(2);
        assertThat(lost).as("their time begins anew").isEmpty();
        pass(20, A, B);
        assertThat(lost).isEmpty();
    }

    @Test
    void losesNobodyWhoseHeartbeatsItHasNotReadYetAfterItStoodStill() {
        hear(A, B);
        pass(2, A, B);
        brokerPassesOn = false;
        vigil.look();
        now = now.plusSeconds(30);
        vigil.on(last); // it was on its way all the time
        brokerPassesOn = true;
        vigil.look();
        pass(10, A, B);
        assertThat(lost).isEmpty();
        pass(17, B);
        assertThat(lostDrones()).containsExactly("a");
    }

    @Test
    void saysOfALostDroneWhetherItIsBack() {
        hear(A, B);
        assertThat(vigil.on(new DroneLost("a", A.incarnation(), NOW, "it is gone"))).isTrue();
        hear(A.again("second"));
        assertThat(vigil.on(new DroneLost("a", A.incarnation(), NOW, "it is gone"))).isFalse();
        assertThat(watched).contains("a");
    }

    @Test
    void losesWhoDoesNotComeBackWithTheBroker() {
        hear(A, B);
        connected.remove("a");
        vigil.beginAnew();
        pass(9, B);
        assertThat(lost).isEmpty();
        pass(8, B);
        assertThat(lostDrones()).containsExactly("a");
    }

    @Test
    void forgetsDroneThatLeaves() {
        hear(A, B);
        hear(A.state(State.GONE));
        connectionEnds(A);
        recheck();
        pass(30, B);
        assertThat(lost).isEmpty();
    }

    @Test
    void takesTokenOfEarlierIncarnationForOld() {
        hear(A, B);
        hear(A.again("second"));
        connected.remove("a");
        vigil.on(new DronePresence("a", A.incarnation(), 1));
        recheck();
        assertThat(lost).isEmpty();
        assertThat(probed).isEmpty();
    }

    @Test
    void watchesLostDroneAgainWhenItIsHeardOf() {
        hear(A, B);
        vigil.on(new DroneLost("a", A.incarnation(), NOW, "another queen found so"));
        assertThat(watched).containsExactly("b");
        hear(A);
        assertThat(watched).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void timesFitTogether() {
        assertThat(Vigil.FIRST_CHECK.plus(Vigil.RECHECK.multipliedBy(2))).as("re-dispatch within half a second")
                .isLessThan(Duration.ofMillis(500));
        assertThat(Vigil.OVERDUE).as("later than any heartbeat").isGreaterThan(Duration.ofMillis(2200));
    }
}
