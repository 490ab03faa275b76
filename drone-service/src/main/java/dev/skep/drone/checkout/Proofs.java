package dev.skep.drone.checkout;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which credentials have lately opened which repository. A cached clone serves every project that has the same address; so
 * it may only serve those whose own credentials open the remote now, or did a moment ago. The passwords cannot be part of
 * the clone's name instead: tokens change by the hour, and each would bring a clone of its own.
 */
final class Proofs {

    /** How long a project that lost its access may still read what the drone has of the repository. */
    static final Duration HOLD_FOR = Duration.ofMinutes(10);

    private record Proof(String repository, Credentials credentials) {}

    private final InstantSource clock;
    private final Map<Proof, Instant> until = new ConcurrentHashMap<>();

    Proofs(InstantSource clock) {
        this.clock = clock;
    }

    boolean hold(String repository, Credentials credentials) {
        var end = until.get(new Proof(repository, credentials));
        return end != null && clock.instant().isBefore(end);
    }

    void add(String repository, Credentials credentials) {
        var now = clock.instant();
        until.values().removeIf(end -> !now.isBefore(end));
        until.put(new Proof(repository, credentials), now.plus(HOLD_FOR));
    }
}
