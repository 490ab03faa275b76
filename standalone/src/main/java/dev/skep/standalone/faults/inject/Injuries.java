package dev.skep.standalone.faults.inject;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** When which drone was struck so that its jobs may run again elsewhere. Whoever runs one again without that does harm. */
public final class Injuries {

    /** A drone that is struck may get jobs for so long, because nobody knows yet, or its messages are still on their way. */
    private static final Duration AFTERMATH = Duration.ofSeconds(30);

    private final List<Injury> all = new CopyOnWriteArrayList<>();

    private record Injury(String drone, Instant at) {}

    /** Notes that it happens now. */
    public void add(String drone) {
        all.add(new Injury(drone, Instant.now()));
    }

    /**
     * Whether that drone was struck so that an attempt may have been given up for it.
     *
     * @param begin when the drone got it
     * @param over when it was given up: no blow after that is a reason
     */
    public boolean explain(String drone, Instant begin, Instant over) {
        return all.stream().anyMatch(injury -> injury.drone.equals(drone)
                && injury.at.isAfter(begin.minus(AFTERMATH)) && injury.at.isBefore(over));
    }
}
