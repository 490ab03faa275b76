package dev.skep.drone.job;

/** The job ends without a verdict, because it was told to stop. */
final class Stopped extends Exception {

    Stopped() {
        super("told to stop");
    }
}
