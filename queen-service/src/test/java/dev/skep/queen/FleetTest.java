package dev.skep.queen;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import dev.skep.message.Conclusion;
import dev.skep.message.DroneInfo;
import dev.skep.message.DroneInfo.State;
import dev.skep.message.Execution;
import dev.skep.message.JobEvent;
import dev.skep.message.Stamp;
import dev.skep.message.Vcs;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FleetTest {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

    private final Fleet fleet = new Fleet();

    private static DroneInfo info(String incarnation, State state, String... leases) {
        var running = List.of(leases).stream().map(lease -> new Execution("job-" + lease, 1, lease)).toList();
        return new DroneInfo("d", incarnation, NOW, state, 100, 2, running, List.of(), List.of("process"),
                List.of(Vcs.GIT), List.of(), Map.of());
    }

    private static Stamp stamp(String lease) {
        return new Stamp("job-" + lease, 1, lease, 2, NOW);
    }

    private int held() {
        return fleet.loads(NOW).iterator().next().held();
    }

    @Test
    void countsSlotAsTakenFromTheMomentOfSending() {
        fleet.on(info("i", State.READY), NOW);
        fleet.hold("d", "a");
        fleet.on(info("i", State.READY), NOW);
        assertThat(held()).isEqualTo(1);
    }

    @Test
    void countsJobOnceThatIsSentAndThenRuns() {
        fleet.on(info("i", State.READY), NOW);
        fleet.hold("d", "a");
        fleet.on(new JobEvent.Accepted(stamp("a"), "d", "i"));
        fleet.on(info("i", State.READY, "a"), NOW);
        assertThat(held()).isEqualTo(1);
    }

    @Test
    void freesSlotWhenJobIsDone() {
        fleet.on(info("i", State.READY), NOW);
        fleet.hold("d", "a");
        fleet.on(new JobEvent.Done(stamp("a"), Conclusion.SUCCESS, null, null));
        assertThat(held()).isZero();
    }

    @Test
    void freesSlotWhenDroneNoLongerNamesJobThatItHadBegun() {
        fleet.on(info("i", State.READY, "a"), NOW);
        fleet.on(info("i", State.READY), NOW);
        assertThat(held()).isZero();
    }

    @Test
    void learnsOfJobsThatAnotherQueenPlaced() {
        fleet.on(info("i", State.READY, "a", "b"), NOW);
        assertThat(held()).isEqualTo(2);
    }

    @Test
    void keepsWaitingJobsOverTheRestartOfTheirDrone() {
        fleet.on(info("first", State.READY, "a"), NOW);
        fleet.hold("d", "b");
        fleet.on(info("second", State.READY), NOW);
        assertThat(held()).isEqualTo(1);
    }

    @Test
    void forgetsDroneThatLeavesOrFallsSilent() {
        fleet.on(info("i", State.READY), NOW);
        fleet.on(info("i", State.GONE), NOW);
        assertThat(fleet.loads(NOW)).isEmpty();
        fleet.on(info("i", State.READY), NOW);
        assertThat(fleet.loads(NOW.plusSeconds(16))).isEmpty();
    }
}
