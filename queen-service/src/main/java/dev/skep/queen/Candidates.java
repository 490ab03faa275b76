package dev.skep.queen;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.skep.message.Needs;
import dev.skep.message.Placement;

import static java.util.Comparator.comparing;

/** What is recorded of a decision: every drone as the queen saw it, and what ruled it out. */
final class Candidates {

    private static final int MOST = 50;

    private Candidates() {}

    /** The drones in the order of the rule: those that could take the job, those that fit but are full, the others. */
    static Placement of(Collection<DroneLoad> drones, Needs needs, Ahead ahead) {
        var all = Need.of(needs);
        var candidates = drones.stream()
                .map(drone -> new Judged(drone, FastestWithOpenCapacity.fits(drone, all), drone.hasRoom(ahead)))
                .sorted(Judged.ORDER).limit(MOST).map(judged -> judged.candidate(all, ahead)).toList();
        return new Placement(FastestWithOpenCapacity.NAME, drones.size(), candidates);
    }

    private record Judged(DroneLoad drone, boolean fits, boolean hasRoom) {

        private static final Comparator<Judged> ORDER = comparing((Judged judged) -> !judged.fits)
                .thenComparing(judged -> !judged.hasRoom).thenComparing(Judged::drone, FastestWithOpenCapacity.BETTER);

        Placement.Candidate candidate(List<Need> needs, Ahead ahead) {
            var ruledOut = fits ? hasRoom ? null : full(ahead) : misfit(needs);
            return new Placement.Candidate(drone.id(), drone.info().state(), drone.speed(), drone.capacity(),
                    drone.held(), drone.heartbeatAgeMillis(), ruledOut);
        }

        private String misfit(List<Need> needs) {
            var state = switch (drone.info().state()) {
                case READY -> drone.isSilent()
                        ? Stream.of("nothing was heard of it for " + drone.heartbeatAgeMillis() / 1000 + " s")
                        : Stream.<String>of();
                case PAUSED -> Stream.of("it is paused");
                case DRAINING -> Stream.of("it is leaving");
                case GONE -> Stream.of("it has left");
            };
            var lacks = needs.stream().filter(need -> !need.metBy().test(drone.info()))
                    .map(need -> need.misfit().apply(drone.info()));
            return Stream.concat(state, lacks).collect(Collectors.joining("; "));
        }

        private String full(Ahead ahead) {
            return "full: %d jobs on %d slots, %d more may wait".formatted(drone.held(), drone.capacity(),
                    ahead.most(drone.capacity()) - drone.capacity());
        }
    }
}
