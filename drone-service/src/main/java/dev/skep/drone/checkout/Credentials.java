package dev.skep.drone.checkout;

import dev.skep.drone.secret.Secret;
import org.jspecify.annotations.Nullable;

/** What opens a repository, in the open. */
public sealed interface Credentials {

    /** Nothing: the repository is open to anybody, or to this drone. */
    record None() implements Credentials {}

    /**
     * A user with a password, or with a token in its place.
     *
     * @param username null where the token says who it is
     */
    record Password(@Nullable String username, Secret password) implements Credentials {}

    /**
     * A private key.
     *
     * @param key in PEM or OpenSSH form
     * @param passphrase what opens the key; null where nothing is needed
     * @param knownHosts the servers' keys, as lines of a {@code known_hosts} file; null for those that the drone knows
     */
    record PrivateKey(Secret key, @Nullable Secret passphrase, @Nullable String knownHosts) implements Credentials {}
}
