package dev.skep.queen;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

import dev.skep.message.JobNotice.Pending.Code;
import dev.skep.message.Needs;
import dev.skep.message.Vcs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static dev.skep.queen.TestDrone.drone;
import static dev.skep.queen.TestNeeds.GIT;
import static dev.skep.queen.TestNeeds.HG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class WhyNoneTest {

    private static final String GET_X = "put its jar into the directory plugins of a drone's home, and name it in"
            + " SKEP_DRONE_PLUGINS where that is set";
    private static final Map<String, String> GPU = Map.of("gpu", "yes");
    private static final Needs GPU_AND_X = new Needs(Vcs.GIT, List.of("x"), null, GPU, List.of());

    static Stream<Arguments> reasons() {
        var plain = drone("plain");
        var gpu = drone("gpu").labels(GPU);
        var x = drone("x").plugins("x");
        return Stream.of(
                arguments(GIT, List.of(), Code.NO_DRONE, "no drone is there: start one"),
                arguments(HG, List.of(plain.leaving().idle()), Code.NO_DRONE_READY,
                        "1 drone is there, but leaving: start another"),
                arguments(GIT, List.of(plain.leaving().idle(), gpu.leaving().idle()), Code.NO_DRONE_READY,
                        "2 drones are there, but leaving: start another"),
                arguments(GIT, List.of(plain.paused().idle(), gpu.paused().idle()), Code.NO_DRONE_READY,
                        "2 drones are there, but paused: resume one, or start another"),
                arguments(GIT, List.of(plain.paused().idle(), gpu.leaving().idle()), Code.NO_DRONE_READY,
                        "2 drones are there, but paused or leaving: resume one, or start another"),
                arguments(HG, List.of(plain.idle()), Code.NO_DRONE_WITH_VCS,
                        "no drone has hg: install mercurial on one, and start it anew"),
                arguments(GIT, List.of(plain.vcs(Vcs.HG).idle()), Code.NO_DRONE_WITH_VCS,
                        "no drone has git: install git on one, and start it anew"),
                arguments(TestNeeds.plugins("x"), List.of(plain.plugins("node").idle()), Code.NO_DRONE_WITH_PLUGIN,
                        "no drone offers plugin x: " + GET_X),
                arguments(TestNeeds.executor("docker"), List.of(plain.idle()), Code.NO_DRONE_WITH_EXECUTOR,
                        "no drone has the executor docker: start one where docker works"),
                arguments(TestNeeds.label("gpu", "yes"), List.of(plain.labels(Map.of("gpu", "no")).idle()),
                        Code.NO_DRONE_WITH_LABEL,
                        "no drone has the label gpu=yes: start one with SKEP_DRONE_LABELS_GPU=yes"),
                arguments(TestNeeds.label("Cuda_Cores", "9"), List.of(plain.idle()), Code.NO_DRONE_WITH_LABEL,
                        "no drone has the label Cuda_Cores=9: start one with --skep.drone.labels[Cuda_Cores]=9"),
                arguments(TestNeeds.keys("k2"), List.of(plain.keys("k1").idle()), Code.NO_DRONE_WITH_KEY,
                        "no drone has the key k2: add it to SKEP_SECRET_KEYS of a drone"),
                arguments(GPU_AND_X, List.of(plain.idle()), Code.NO_DRONE_WITH_LABEL,
                        "no drone has the label gpu=yes: start one with SKEP_DRONE_LABELS_GPU=yes; "
                                + "no drone offers plugin x: " + GET_X),
                arguments(TestNeeds.plugins("x"), List.of(plain.idle(), x.leaving().idle()),
                        Code.NO_DRONE_WITH_PLUGIN,
                        "no drone but one that is leaving offers plugin x: " + GET_X),
                arguments(TestNeeds.plugins("x"),
                        List.of(plain.idle(), x.leaving().idle(), drone("y").plugins("x").paused().idle()),
                        Code.NO_DRONE_WITH_PLUGIN,
                        "no drone but one that is paused offers plugin x: resume it, or " + GET_X),
                arguments(GPU_AND_X, List.of(gpu.idle(), drone("gpu2").labels(GPU).idle(), x.idle()),
                        Code.NO_DRONE_FITS, "2 drones have the label gpu=yes, but none of them has plugin x: "
                                + GET_X),
                arguments(GPU_AND_X, List.of(gpu.idle(), x.idle()), Code.NO_DRONE_FITS,
                        "1 drone has the label gpu=yes, but not plugin x: " + GET_X),
                arguments(GIT, List.of(plain.holding(4), gpu.holding(4)), Code.ALL_FULL,
                        "all drones that fit have as many jobs as they may: it begins when others have ended; "
                                + "start another drone to begin sooner"));
    }

    @ParameterizedTest
    @MethodSource("reasons")
    void saysWhatIsMissingAndWhatToDo(Needs needs, List<DroneLoad> drones, Code code, String message) {
        assertThat(FastestWithOpenCapacity.choose(drones, needs, new Ahead(1)))
                .isEqualTo(new Decision.Waits(code, message));
    }

    @Test
    void followsNeedsThatNoTwoDronesBringTogether() {
        var needs = new Needs(Vcs.HG, List.of("x"), null, GPU, List.of());
        var drones = List.of(drone("a").labels(GPU).vcs(Vcs.HG).idle(), drone("b").labels(GPU).plugins("x").idle(),
                drone("c").vcs(Vcs.HG).plugins("x").idle());
        assertThat(FastestWithOpenCapacity.choose(drones, needs, Ahead.NONE)).isEqualTo(new Decision.Waits(
                Code.NO_DRONE_FITS,
                "1 drone has the label gpu=yes and hg, but not plugin x: " + GET_X));
    }

    /** Whatever the fleet: only a full fleet is called full, and a need is called missing only when it is. */
    @Test
    void isTrueOfRandomFleets() {
        var random = new Random(11);
        for (var round = 0; round < 5000; round++) {
            var fleet = RandomFleet.drones(random, random.nextInt(5));
            var needs = RandomFleet.needs(random);
            if (FastestWithOpenCapacity.choose(fleet, needs,
                    Ahead.NONE) instanceof Decision.Waits(var code, var message)) {
                var all = Need.of(needs);
                var ready = fleet.stream().filter(DroneLoad::ready).toList();
                var fitting = ready.stream().anyMatch(drone -> FastestWithOpenCapacity.fits(drone, all));
                var missing = all.stream().filter(need -> ready.stream().noneMatch(d -> need.metBy().test(d.info())))
                        .map(Need::lacking).toList();
                assertThat(code).as("%s: %s for %s", message, needs, fleet).isEqualTo(fleet.isEmpty()
                        ? Code.NO_DRONE
                        : ready.isEmpty()
                                ? Code.NO_DRONE_READY
                                : !missing.isEmpty()
                                        ? missing.getFirst()
                                        : fitting ? Code.ALL_FULL : Code.NO_DRONE_FITS);
            }
        }
    }
}
