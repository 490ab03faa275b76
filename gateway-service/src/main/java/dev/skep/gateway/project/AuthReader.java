package dev.skep.gateway.project;

import java.util.function.UnaryOperator;

import dev.skep.gateway.problem.Field;
import dev.skep.message.Auth;
import dev.skep.message.Sealed;
import org.jspecify.annotations.Nullable;

/**
 * Reads what opens one repository. What is secret and left out is what it was before, as long as it goes to the same
 * server: nobody can have a secret sent elsewhere who does not know it.
 */
final class AuthReader {

    private static final int MOST_OF_A_NAME = 255;
    private static final int MOST_OF_HOSTS = 32 * 1024;

    private final Vault vault;
    private final Field field;
    private final UnaryOperator<String> purpose;
    private final @Nullable Auth before;
    private final boolean sameServer;

    /**
     * For one repository.
     *
     * @param field where the auth stands
     * @param purpose the purpose of each secret part, by its name
     * @param before what opened it before
     * @param sameServer whether the repository is still on the server that it was on before
     */
    AuthReader(Vault vault, Field field, UnaryOperator<String> purpose, @Nullable Auth before, boolean sameServer) {
        this.vault = vault;
        this.field = field;
        this.purpose = purpose;
        this.before = before;
        this.sameServer = sameServer;
    }

    @Nullable
    Auth read(@Nullable AuthBody given, RepositoryUrl url) {
        var body = given == null ? AuthBody.of(before) : given;
        if (body == null) {
            return null;
        }
        var type = body.type() == null ? "" : body.type();
        field.refuse(given != null && !fits(type, url.scheme()),
                "of type " + type + " does not open an address with " + url.scheme());
        return switch (type) {
            case "none" -> none(body);
            case "https" -> https(body);
            case "ssh" -> ssh(body);
            default -> throw field.child("type").invalid("takes none, https or ssh");
        };
    }

    private static boolean fits(String type, String scheme) {
        return switch (type) {
            case "https" -> !scheme.equals("ssh");
            case "ssh" -> !scheme.startsWith("http");
            default -> true;
        };
    }

    private @Nullable Auth none(AuthBody body) {
        refuseOther(body.username(), "username");
        refuseOther(body.password(), "password");
        refuseOther(body.key(), "key");
        refuseOther(body.passphrase(), "passphrase");
        refuseOther(body.knownHosts(), "knownHosts");
        return null;
    }

    private Auth https(AuthBody body) {
        refuseOther(body.key(), "key");
        refuseOther(body.passphrase(), "passphrase");
        refuseOther(body.knownHosts(), "knownHosts");
        field.child("username").requireLine(body.username(), MOST_OF_A_NAME);
        return new Auth.Https(body.username(),
                required("password", body.password(), before instanceof Auth.Https https ? https.password() : null));
    }

    private Auth ssh(AuthBody body) {
        refuseOther(body.username(), "username");
        refuseOther(body.password(), "password");
        var key = body.key();
        field.child("key").refuse(key != null && !key.contains("PRIVATE KEY-----"),
                "takes a private key in PEM or OpenSSH form, with its first and last line");
        var hosts = body.knownHosts();
        field.child("knownHosts").refuse(hosts != null && (hosts.length() > MOST_OF_HOSTS || hosts.indexOf('\0') >= 0),
                "takes lines of a known_hosts file, at most " + MOST_OF_HOSTS + " characters");
        var earlier = before instanceof Auth.Ssh ssh ? ssh : null;
        return new Auth.Ssh(required("key", key, earlier == null ? null : earlier.key()),
                passphrase(body, earlier), hosts);
    }

    /** A new key has the passphrase that comes with it, or none. */
    private @Nullable Sealed passphrase(AuthBody body, Auth.@Nullable Ssh earlier) {
        var passphrase = field.child("passphrase");
        if (body.passphrase() != null && !body.passphrase().isEmpty()) {
            return vault.seal(passphrase, body.passphrase(), purpose.apply("passphrase"));
        }
        var kept = body.passphrase() != null || body.key() != null || earlier == null ? null : earlier.passphrase();
        return kept == null ? null : vault.keep(passphrase, kept, purpose.apply("passphrase"));
    }

    private Sealed required(String name, @Nullable String given, @Nullable Sealed earlier) {
        var part = field.child(name);
        if (given != null) {
            return vault.seal(part, given, purpose.apply(name));
        }
        if (earlier == null) {
            throw part.invalid("is missing");
        }
        part.refuse(!sameServer,
                "must be given anew, because the repository is on another server than before; or set " + field.path()
                        + " to {\"type\": \"none\"}");
        return vault.keep(part, earlier, purpose.apply(name));
    }

    private void refuseOther(@Nullable String value, String name) {
        field.child(name).refuse(value != null, "belongs to another type of auth");
    }
}
