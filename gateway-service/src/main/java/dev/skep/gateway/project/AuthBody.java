package dev.skep.gateway.project;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonProperty.Access;
import dev.skep.message.Auth;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What opens a repository, as people write it; what is secret of it is taken and never given.
 *
 * @param type {@code none}, {@code https} with {@code username} and {@code password}, or {@code ssh} with {@code key},
 *            {@code passphrase} and {@code knownHosts}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record AuthBody(@Schema(allowableValues = {
        "none", "https", "ssh"}) @Nullable String type, @Nullable String username,
        @JsonProperty(access = Access.WRITE_ONLY) @Nullable String password,
        @JsonProperty(access = Access.WRITE_ONLY) @Nullable String key,
        @JsonProperty(access = Access.WRITE_ONLY) @Nullable String passphrase, @Nullable String knownHosts){

    static @Nullable AuthBody of(@Nullable Auth auth) {
        return switch (auth) {
            case null -> null;
            case Auth.Https https -> new AuthBody("https", https.username(), null, null, null, null);
            case Auth.Ssh ssh -> new AuthBody("ssh", null, null, null, null, ssh.knownHosts());
        };
    }

    /** The type alone. */
    @Override
    public String toString() {
        return "auth of type " + type;
    }
}
