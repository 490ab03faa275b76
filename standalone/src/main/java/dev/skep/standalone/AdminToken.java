package dev.skep.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/** The token that may do everything: from the environment, else made once and kept in the home folder. */
final class AdminToken {

    private static final String VARIABLE = "SKEP_ADMIN_TOKEN";
    private static final int BYTES = 24;

    private AdminToken() {}

    static Path file(Path home) {
        return home.resolve("admin-token");
    }

    static String of(Path home) throws IOException {
        var given = System.getenv(VARIABLE);
        if (given != null && !given.isBlank()) {
            return given.strip();
        }
        var file = file(home);
        if (!Files.exists(file)) {
            var bytes = new byte[BYTES];
            new SecureRandom().nextBytes(bytes);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, HexFormat.of().formatHex(bytes) + "\n");
        }
        return Files.readString(file).strip();
    }
}
