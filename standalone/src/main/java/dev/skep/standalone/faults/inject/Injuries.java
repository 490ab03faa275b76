package dev.skep.standalone.faults.inject;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** When which drone was struck so that its jobs may run again elsewhere. Whoever runs one again without that does harm. */
public final class Injuries {

    /** For so long after its recovery a drone's jobs may still be found lost. */
    private static final Duration AFTERMATH = Duration.ofSeconds(30);

    private final List<Injury> all = new CopyOnWriteArrayList<>();

    private record Injury(String drone, Instant at) {}

    /** Notes that it happens now. */
    public void add(String drone) {
        all.add(new Injury(drone, Instant.now()));
    }

    /** Whether that drone was struck while a job lived that was accepted then. */
    public boolean explain(String drone, Instant accepted, Instant over) {
        return all.stream().anyMatch(injury -> injury.drone.equals(drone)
                && injury.at.isAfter(accepted.minus(AFTERMATH)) && injury.at.isBefore(over));
    }
}
