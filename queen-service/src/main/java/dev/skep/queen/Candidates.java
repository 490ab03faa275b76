package dev.skep.queen;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

import dev.skep.message.DroneInfo;
import dev.skep.message.Needs;
import dev.skep.message.Placement;
import org.jspecify.annotations.Nullable;

import static java.util.Comparator.comparing;

/** What is recorded of a decision: every drone as the queen saw it, and what ruled it out. */
final class Candidates {

    private static final int MOST = 50;

    private Candidates() {}

    /** A drone with what speaks against it: what it lacks, or that it is full. */
    private record Judged(DroneLoad drone, @Nullable String misfit, @Nullable String full) {

        @Nullable
        String ruledOut() {
            return misfit == null ? full : misfit;
        }

        Placement.Candidate candidate() {
            return new Placement.Candidate(drone.id(), drone.info().state(), drone.speed(), drone.capacity(),
                    drone.held(), drone.heartbeatAgeMillis(), ruledOut());
        }
    }

    /** The drones in the order of the rule: those that could take the job, those that fit but are full, the others. */
    static Placement of(Collection<DroneLoad> drones, Needs needs, Ahead ahead) {
        var all = Need.of(needs);
        var candidates = drones.stream()
                .map(drone -> new Judged(drone, misfit(drone.info(), all), full(drone, ahead)))
                .sorted(comparing((Judged judged) -> judged.misfit() != null)
                        .thenComparing(judged -> judged.full() != null)
                        .thenComparing(Judged::drone, FastestWithOpenCapacity.BETTER))
                .limit(MOST).map(Judged::candidate).toList();
        return new Placement(FastestWithOpenCapacity.NAME, drones.size(), candidates);
    }

    private static @Nullable String misfit(DroneInfo drone, List<Need> needs) {
        var state = switch (drone.state()) {
            case READY -> null;
            case DRAINING -> "it is leaving";
            case GONE -> "it has left";
        };
        var lacks = needs.stream().filter(need -> !need.metBy().test(drone)).map(need -> need.misfit().apply(drone))
                .collect(Collectors.joining("; "));
        if (state != null) {
            return lacks.isEmpty() ? state : state + "; " + lacks;
        }
        return lacks.isEmpty() ? null : lacks;
    }

    private static @Nullable String full(DroneLoad drone, Ahead ahead) {
        if (drone.hasRoom(ahead)) {
            return null;
        }
        return "full: %d jobs on %d slots, %d more may wait".formatted(drone.held(), drone.capacity(),
                ahead.most(drone.capacity()) - drone.capacity());
    }
}
