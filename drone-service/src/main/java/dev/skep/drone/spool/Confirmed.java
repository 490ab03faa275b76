package dev.skep.drone.spool;

/**
 * How far the broker has confirmed an execution's events: those below these numbers, as far as they were to be sent.
 *
 * @param status of those that tell where the job is
 * @param output of the others
 */
record Confirmed(long status, long output) {

    /** All are below this number. */
    long both() {
        return Math.min(status, output);
    }
}
