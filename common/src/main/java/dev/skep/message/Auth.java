package dev.skep.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import org.jspecify.annotations.Nullable;

/** What opens a repository. What is secret of it is sealed. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public sealed interface Auth {

    /**
     * A user with a password, or with a token in its place.
     *
     * @param username null where the token says who it is
     */
    @JsonTypeName("https")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Https(@Nullable String username, Sealed password) implements Auth {}

    /**
     * A private key.
     *
     * @param key in PEM or OpenSSH form
     * @param passphrase what opens the key itself; null where nothing is needed
     * @param knownHosts the servers' keys, as lines of a {@code known_hosts} file; null for those that the drone knows
     */
    @JsonTypeName("ssh")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Ssh(Sealed key, @Nullable Sealed passphrase, @Nullable String knownHosts) implements Auth {}
}
