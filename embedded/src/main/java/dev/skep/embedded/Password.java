package dev.skep.embedded;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Passwords for what listens on loopback only: other users of this machine must not get in. */
final class Password {

    private static final int BYTES = 16;

    private Password() {}

    static String random() {
        var bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
