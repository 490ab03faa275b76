package dev.skep.standalone.measure;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 as a job says it of its log: as lower-case hex. */
public final class Sha256 {

    private final MessageDigest digest;

    /** Of nothing yet. */
    public Sha256() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Of all of these. */
    public static String of(byte[] bytes) {
        return new Sha256().add(bytes).hex();
    }

    /** These follow. */
    public Sha256 add(byte[] bytes) {
        digest.update(bytes);
        return this;
    }

    /** Of all that was added, which is forgotten then. */
    public String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
