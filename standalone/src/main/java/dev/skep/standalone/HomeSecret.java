package dev.skep.standalone;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/** What nobody else is to know: from the environment, else made once and kept in the home folder, for its owner only. */
enum HomeSecret {

    /** The token that may do everything. */
    ADMIN_TOKEN("SKEP_ADMIN_TOKEN", "admin-token", 24) {
        @Override
        String form(byte[] random) {
            return HexFormat.of().formatHex(random);
        }
    },
    /** The keys that seal the secrets in the store. */
    SECRET_KEYS("SKEP_SECRET_KEYS", "secret-keys", 32) {
        @Override
        String form(byte[] random) {
            return "k1:" + Base64.getEncoder().encodeToString(random);
        }
    };

    private final String variable;
    private final String file;
    private final int bytes;

    HomeSecret(String variable, String file, int bytes) {
        this.variable = variable;
        this.file = file;
        this.bytes = bytes;
    }

    /** These random bytes, as they are written. */
    abstract String form(byte[] random);

    Path file(Path home) {
        return home.resolve(file);
    }

    String in(Path home) throws IOException {
        var given = System.getenv(variable);
        if (given != null && !given.isBlank()) {
            return given.strip();
        }
        var kept = file(home);
        if (!Files.exists(kept)) {
            make(kept);
        }
        return Files.readString(kept).strip();
    }

    /**
     * In one step, so that no start that is cut off leaves half a secret behind; of two at once, the first one's secret is
     * everybody's.
     */
    private void make(Path kept) throws IOException {
        var random = new byte[bytes];
        new SecureRandom().nextBytes(random);
        var unfinished = Files.createTempFile(kept.getParent(), file, ".new",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(unfinished, form(random) + "\n");
            Files.createLink(kept, unfinished);
        } catch (FileAlreadyExistsException another) {
            return; // another start was first
        } finally {
            Files.delete(unfinished);
        }
    }
}
