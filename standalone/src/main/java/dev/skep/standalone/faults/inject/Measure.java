package dev.skep.standalone.faults.inject;

import java.time.Duration;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/** What is timed, and how long it may take at most, 99 times of 100. */
public enum Measure {

    /** From {@code kill -9} of a drone until each of its jobs was seen to start under another lease. */
    REDISPATCH("kill -9 of its drone to job:started elsewhere", Duration.ofMillis(500)),
    /** The same from the moment at which the drone fell silent and kept its connections. */
    REDISPATCH_OF_SILENT("its drone falls silent to job:started elsewhere", Duration.ofSeconds(20)),
    /** From {@code kill -9} of a drone until no process of its jobs was left. */
    NO_ORPHANS("kill -9 of a drone to no process of its jobs left", Duration.ofSeconds(1)),
    /** From the end of the fault until something was seen to happen to any job. */
    FIRST_EVENT("healed to first event recorded", Duration.ofSeconds(10)),
    /** From the end of the fault until a job that was asked for then was over. */
    BACK_AT_WORK("healed to a new job accepted and over", Duration.ofSeconds(10)),
    /** From the end of the fault until every service was seen at its place. */
    ALL_BACK("healed to every service at its place", null),
    /** From the request to cancel until no process of the job was left, over the grace. */
    CANCELLED("POST cancel to no process left, less the grace", Duration.ofSeconds(1)),
    /** From the first message that nobody can use until all of them were in the dead queue. */
    BURIED("poison published to all of it in the dead queue", Duration.ofSeconds(10));

    private final String label;
    private final @Nullable Duration limit;

    Measure(String label, @Nullable Duration limit) {
        this.label = label;
        this.limit = limit;
    }

    /** For people. */
    public String label() {
        return label;
    }

    /** How long it may take; empty when that is not promised. */
    public Optional<Duration> limit() {
        return Optional.ofNullable(limit);
    }
}
