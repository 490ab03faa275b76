package dev.skep.testing;

/** Why containers cannot run here, and what to do about it. */
final class NoEngine extends Exception {

    NoEngine(String reason) {
        super(reason);
    }
}
