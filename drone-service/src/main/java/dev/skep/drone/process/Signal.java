package dev.skep.drone.process;

/** How a process is told to end. */
public enum Signal {
    /** Asked: it may clean up, take its time, or not listen. */
    TERM,
    /** Made. */
    KILL
}
