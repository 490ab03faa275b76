package dev.skep.queen;

import java.util.List;

import dev.skep.message.Conclusion;
import dev.skep.message.DroneInfo.State;
import dev.skep.message.DroneLost;
import dev.skep.message.JobEvent;
import dev.skep.message.Needs;
import dev.skep.message.Stamp;
import org.junit.jupiter.api.Test;

import static dev.skep.queen.TestDrone.NOW;
import static dev.skep.queen.TestDrone.drone;
import static dev.skep.queen.TestNeeds.GIT;
import static dev.skep.queen.TestNeeds.HG;
import static org.assertj.core.api.Assertions.assertThat;

class FleetTest {

    private static final TestDrone D = drone("d");

    private final Fleet fleet = new Fleet();

    private static Stamp stamp(String lease) {
        return new Stamp("job-" + lease, 1, lease, 2, NOW);
    }

    private void hear(TestDrone drone) {
        fleet.on(drone.info(), NOW);
    }

    private void accept(String lease) {
        fleet.on(new JobEvent.Accepted(stamp(lease), "d", "first"));
    }

    private void hold(String drone, String lease, Needs needs) {
        fleet.hold(drone, lease, needs, NOW);
    }

    private int held() {
        return fleet.loads(NOW).iterator().next().held();
    }

    @Test
    void countsSlotAsTakenFromTheMomentOfSending() {
        hear(D);
        hold("d", "a", GIT);
        hear(D);
        assertThat(held()).isEqualTo(1);
    }

    @Test
    void countsJobOnceThatIsSentAndThenRuns() {
        hear(D);
        hold("d", "a", GIT);
        accept("a");
        hear(D.running("a"));
        assertThat(held()).isEqualTo(1);
    }

    @Test
    void freesSlotWhenJobIsDone() {
        hear(D);
        hold("d", "a", GIT);
        fleet.on(new JobEvent.Done(stamp("a"), Conclusion.SUCCESS, null, null));
        assertThat(held()).isZero();
    }

    @Test
    void freesSlotWhenDroneNoLongerNamesJobThatItHadBegun() {
        hear(D.running("a"));
        hear(D);
        assertThat(held()).isZero();
    }

    @Test
    void learnsOfJobsThatAnotherQueenPlaced() {
        hear(D.running("a", "b"));
        assertThat(held()).isEqualTo(2);
    }

    @Test
    void keepsWaitingJobsOverTheRestartOfTheirDrone() {
        hear(D.running("a"));
        hold("d", "b", GIT);
        hear(D.again("second"));
        assertThat(held()).isEqualTo(1);
    }

    @Test
    void forgetsDroneThatLeavesOrIsLost() {
        hear(D);
        hear(D.state(State.GONE));
        assertThat(fleet.loads(NOW)).isEmpty();
        hear(D);
        fleet.on(new DroneLost(D.id(), "another", NOW, "why"));
        assertThat(fleet.loads(NOW)).hasSize(1);
        fleet.on(new DroneLost(D.id(), D.incarnation(), NOW, "why"));
        assertThat(fleet.loads(NOW)).isEmpty();
    }

    @Test
    void takesSilentDroneForNotReady() {
        hear(D);
        assertThat(fleet.loads(NOW.plusSeconds(6)).iterator().next().ready()).isTrue();
        assertThat(fleet.loads(NOW.plusSeconds(7)).iterator().next().ready()).isFalse();
    }

    @Test
    void saysHowOldEachHeartbeatIs() {
        hear(D);
        assertThat(fleet.loads(NOW.plusMillis(1200)).iterator().next().heartbeatAgeMillis()).isEqualTo(1200);
    }

    @Test
    void hasNotChangedWhenDroneRepeatsItself() {
        hear(D.running("a"));
        assertThat(fleet.hasChanged()).isTrue();
        fleet.settle();
        hear(D.running("a"));
        assertThat(fleet.hasChanged()).isFalse();
    }

    @Test
    void hasChangedWithEachWordThatCounts() {
        for (var word : List.of(D, D.running("a", "b"), D.running("a").speed(1), D.running("a").capacity(9),
                D.running("a").plugins("node"), D.running("a").leaving(), D.running("a").state(State.GONE),
                D.running("a").again("second"))) {
            hear(D.again("x").state(State.GONE));
            fleet.forget("d");
            hear(D.running("a"));
            fleet.settle();
            hear(word);
            assertThat(fleet.hasChanged()).as("%s", word).isTrue();
        }
    }

    @Test
    void knowsWhatWaitsForDroneThatRunsAllItCan() {
        hear(D.running("a"));
        fleet.queueIsKnown("d");
        hold("d", "b", GIT);
        hold("d", "c", HG);
        hold("d", "e", GIT);
        assertThat(fleet.queues()).isEmpty();
        accept("b");
        assertThat(fleet.queues()).containsExactly(new Fleet.Queue("d", List.of(HG, GIT), true, 2));
        fleet.release("c");
        assertThat(fleet.queues()).containsExactly(new Fleet.Queue("d", List.of(GIT), true, 1.5));
        hear(D.running("a", "b").leaving());
        assertThat(fleet.queues()).isEmpty();
    }

    @Test
    void doesNotKnowTheQueueOfDroneUntilItWasFoundEmpty() {
        hear(D.running("a", "b"));
        assertThat(fleet.queues()).containsExactly(new Fleet.Queue("d", List.of(), false, 1));
        fleet.queueIsKnown("d");
        assertThat(fleet.queues()).isEmpty();
        hear(D.running("a", "b").again("second"));
        assertThat(fleet.queues()).isEmpty();
    }

    @Test
    void namesTheLongestQueueFirst() {
        hear(drone("a").capacity(2).running("1", "2"));
        hear(drone("b").capacity(1).running("3"));
        hold("a", "4", GIT);
        hold("b", "5", GIT);
        assertThat(fleet.queues()).extracting(Fleet.Queue::drone).containsExactly("b", "a");
    }

    @Test
    void forgetsJobThatNeverCameToDroneWithFreeSlot() {
        hear(D);
        hold("d", "lost", GIT);
        fleet.on(D.info(), NOW.plusSeconds(9));
        fleet.hold("d", "late", GIT, NOW.plusSeconds(9));
        assertThat(held()).isEqualTo(2);
        fleet.on(D.info(), NOW.plusSeconds(10));
        assertThat(held()).isEqualTo(1);
        assertThat(fleet.hasChanged()).isTrue();
    }

    @Test
    void keepsJobThatWaitsWhileDroneIsFullAgainAndAgain() {
        hear(D);
        hold("d", "waits", GIT);
        fleet.on(D.running("a", "b").info(), NOW.plusSeconds(5));
        fleet.on(D.running("a").info(), NOW.plusSeconds(6));
        fleet.on(D.running("a").info(), NOW.plusSeconds(15));
        assertThat(held()).isEqualTo(2);
        fleet.on(D.running("a").info(), NOW.plusSeconds(16));
        assertThat(held()).isEqualTo(1);
    }
}
