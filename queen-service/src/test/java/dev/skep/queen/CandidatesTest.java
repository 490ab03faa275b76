package dev.skep.queen;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import dev.skep.message.DroneInfo.State;
import dev.skep.message.Needs;
import dev.skep.message.Placement;
import dev.skep.message.Placement.Candidate;
import dev.skep.message.Vcs;
import org.junit.jupiter.api.Test;

import static dev.skep.queen.TestDrone.drone;
import static org.assertj.core.api.Assertions.assertThat;

class CandidatesTest {

    private static final Map<String, String> LINUX = Map.of("os", "linux");
    private static final Needs NEEDS = new Needs(Vcs.GIT, List.of("node"), null, LINUX, List.of());

    private static TestDrone fit(String id) {
        return drone(id).labels(LINUX).plugins("node");
    }

    @Test
    void recordsHowEachDroneWasSeenAndWhatRuledItOut() {
        var drones = List.of(fit("leaving").leaving().idle(), fit("full").holding(4), fit("waits").holding(3),
                fit("slow").speed(50).holding(1), fit("fast").speed(200).holding(1), drone("bare").idle(),
                fit("mac").labels(Map.of("os", "mac")).holding(2), drone("resting").labels(LINUX).paused().holding(2));
        assertThat(Candidates.of(drones, NEEDS, new Ahead(1))).isEqualTo(new Placement("fastest-with-open-capacity", 8,
                List.of(new Candidate("fast", State.READY, 200, 2, 1, 700, null),
                        new Candidate("slow", State.READY, 50, 2, 1, 700, null),
                        new Candidate("waits", State.READY, 100, 2, 3, 700, null),
                        new Candidate("full", State.READY, 100, 2, 4, 700, "full: 4 jobs on 2 slots, 2 more may wait"),
                        new Candidate("bare", State.READY, 100, 2, 0, 700, "no label os=linux; no plugin node"),
                        new Candidate("leaving", State.DRAINING, 100, 2, 0, 700, "it is leaving"),
                        new Candidate("mac", State.READY, 100, 2, 2, 700, "label os=mac, not linux"),
                        new Candidate("resting", State.PAUSED, 100, 2, 2, 700, "it is paused; no plugin node"))));
    }

    @Test
    void recordsTheFirstFiftyOfManyAndHowManyThereWere() {
        var drones = IntStream.range(0, 200).mapToObj(number -> drone("d" + number).speed(number).idle()).toList();
        var placement = Candidates.of(drones, TestNeeds.GIT, Ahead.NONE);
        assertThat(placement.drones()).isEqualTo(200);
        assertThat(placement.candidates()).hasSize(50).first().extracting(Candidate::drone).isEqualTo("d199");
    }
}
