package dev.skep.standalone.faults.site;

import java.time.Duration;

/**
 * How large a site is.
 *
 * @param capacity how many jobs each drone runs at once
 * @param grace how long a job's process has between being asked to end and being killed
 */
public record Size(int gateways, int queens, int drones, int capacity, Duration grace) {

    /** Two of those that stand in for each other, and so many drones. */
    public static Size ofDrones(int drones) {
        return new Size(2, 2, drones, 8, Duration.ofSeconds(2));
    }
}
