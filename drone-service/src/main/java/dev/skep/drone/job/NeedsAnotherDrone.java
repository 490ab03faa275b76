package dev.skep.drone.job;

import dev.skep.message.Needs;

/** The code asks for what this drone lacks. Nothing has run yet. */
final class NeedsAnotherDrone extends Exception {

    private final transient Needs needs;

    NeedsAnotherDrone(String reason, Needs needs) {
        super(reason);
        this.needs = needs;
    }

    String reason() {
        return String.valueOf(getMessage());
    }

    Needs needs() {
        return needs;
    }
}
