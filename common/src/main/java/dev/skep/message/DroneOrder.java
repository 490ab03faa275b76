package dev.skep.message;

import com.fasterxml.jackson.annotation.JsonTypeName;

/** What somebody wants a drone to do from now on. Gateway to drone; the drone's next heartbeat shows what it did. */
public sealed interface DroneOrder extends Message {

    /** Who gave the order. */
    String by();

    /** The drone finishes what it runs, gives back what it has not begun, and takes no more until it is told to. */
    @JsonTypeName("drone:pause")
    record Pause(String by) implements DroneOrder {}

    /** The drone takes jobs again. */
    @JsonTypeName("drone:resume")
    record Resume(String by) implements DroneOrder {}

    /** The drone finishes what it runs, however long that takes, and leaves. */
    @JsonTypeName("drone:drain")
    record Drain(String by) implements DroneOrder {}
}
