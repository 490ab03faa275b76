package dev.skep.drone.checkout;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.HexFormat;

/** The directory in which a drone keeps the repositories that it has cloned, to clone them only once. */
public final class CloneCache {

    private final Path directory;
    private final Proofs proofs = new Proofs(InstantSource.system());

    /** A cache in this directory, which is made where needed; other drones may use the same. */
    public CloneCache(Path directory) throws IOException {
        this.directory = Files.createDirectories(directory.toAbsolutePath());
    }

    /** Where the cache is. */
    public Path directory() {
        return directory;
    }

    /**
     * The place of one repository's clone. There is one for each address and whoever asks for it, because a server may show
     * one address differently to different users; that a user's secret is right is not told by the place.
     *
     * @param kind a word that keeps apart what must not be mixed
     */
    public ClonePlace place(RemoteUrl url, Credentials credentials, String kind) {
        var name = sha256(String.join("\n", kind, url.shown(), who(credentials)));
        return new ClonePlace(directory.resolve(name), url, credentials, proofs);
    }

    private static String who(Credentials credentials) {
        return switch (credentials) {
            case Credentials.None nobody -> "";
            case Credentials.Password password -> password.username() == null ? "" : password.username();
            case Credentials.PrivateKey key -> sha256(key.key().value());
        };
    }

    /** A name for any text, as hexadecimal digits. */
    public static String sha256(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
