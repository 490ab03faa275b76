package dev.skep.standalone.faults.check;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

import tools.jackson.databind.JsonNode;

/** Whether every byte of a job's output is there, once and in order, and whether the job says so of itself. */
final class LogCheck {

    private LogCheck() {}

    /**
     * Compares what is there with what was written.
     *
     * @param cut whether the job was cut short, so that a beginning of the output is all of it
     * @param said what the job says of its log; {@code null} in JSON for a job that never began
     */
    static Optional<Finding> check(String job, byte[] expected, byte[] found, boolean cut, JsonNode said) {
        var same = Arrays.mismatch(expected, found);
        if (same >= 0 && !(cut && same == found.length)) {
            return Optional.of(differs(job, expected, found, same));
        }
        if (said.isNull() && cut && found.length == 0) {
            return Optional.empty();
        }
        if (!said.path("complete").asBoolean()) {
            return Optional.of(Finding.of(Breach.OUTPUT_MISSING, job, "the log is not complete: " + said));
        }
        if (said.path("bytes").asLong() != found.length || !said.path("sha256").asString().equals(sha256(found))) {
            return Optional.of(Finding.of(Breach.OUTPUT_MISSING, job,
                    "the job says of its log " + said + ", which has " + found.length + " bytes and " + sha256(found)));
        }
        return Optional.empty();
    }

    private static Finding differs(String job, byte[] expected, byte[] found, int at) {
        var breach = at == found.length ? Breach.OUTPUT_MISSING : Breach.OUTPUT_DOUBLED;
        return Finding.of(breach, job, "of %d bytes of output %d are there, and the first %d are right"
                .formatted(expected.length, found.length, at));
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
