package dev.skep.queen;

import java.util.Collection;

import dev.skep.message.Needs;
import dev.skep.message.Placement;
import org.jspecify.annotations.Nullable;

/** That no drone takes a job with these needs now: it holds for all jobs that need the same. */
final class Refusal {

    private final Decision.Waits why;
    private final Collection<DroneLoad> drones;
    private final Needs needs;
    private final Ahead ahead;
    private @Nullable Placement placement;

    Refusal(Decision.Waits why, Collection<DroneLoad> drones, Needs needs, Ahead ahead) {
        this.why = why;
        this.drones = drones;
        this.needs = needs;
        this.ahead = ahead;
    }

    Decision.Waits why() {
        return why;
    }

    /** All that the queen chose from; worked out when somebody is told, which is seldom. */
    Placement placement() {
        if (placement == null) {
            placement = Candidates.of(drones, needs, ahead);
        }
        return placement;
    }
}
