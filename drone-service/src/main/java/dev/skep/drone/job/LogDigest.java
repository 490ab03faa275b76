package dev.skep.drone.job;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import dev.skep.message.LogSummary;

/** Sums the log up while it is written. */
final class LogDigest {

    private final MessageDigest sha256;
    private long bytes;
    private long lines;
    private long dropped;
    private boolean lineOpen;

    LogDigest() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** The length of the log so far, in bytes. */
    long bytes() {
        return bytes;
    }

    void add(byte[] chunk, int length) {
        sha256.update(chunk, 0, length);
        bytes += length;
        for (var i = 0; i < length; i++) {
            if (chunk[i] == '\n') {
                lines++;
            }
        }
        lineOpen = chunk[length - 1] != '\n';
    }

    /** So many bytes will not be in the log. */
    void drop(int length) {
        dropped += length;
    }

    /** What the log came to; nothing may be added afterwards. */
    LogSummary summary() {
        return new LogSummary(bytes, lineOpen ? lines + 1 : lines, HexFormat.of().formatHex(sha256.digest()),
                dropped == 0 ? null : dropped);
    }
}
