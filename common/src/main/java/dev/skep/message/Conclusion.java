package dev.skep.message;

/** How a job ended. Where it is, is another matter: that is its status. */
public enum Conclusion {
    /** Every command ended with exit code 0. */
    SUCCESS,
    /** A command ended with another exit code. */
    FAILURE,
    /** The job could not be run as asked: checkout, configuration, infrastructure. */
    ERROR,
    /** Somebody cancelled it. */
    CANCELLED,
    /** A time limit passed. */
    TIMED_OUT,
    /** Its drone was lost, and it is not known, or not safe, to run it again. */
    LOST
}
