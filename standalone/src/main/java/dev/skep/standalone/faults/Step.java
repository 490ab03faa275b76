package dev.skep.standalone.faults;

import java.time.Duration;

import dev.skep.standalone.faults.inject.Fault;

/**
 * A fault, and how long it lasts.
 *
 * @param hold the shortest time from its beginning to its end; it lasts longer while something is waited for
 */
record Step(Fault fault, Duration hold) {

    static Step of(Fault fault, int seconds) {
        return new Step(fault, Duration.ofSeconds(seconds));
    }
}
