package dev.skep.standalone.faults.check;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.skep.standalone.measure.Sha256;
import tools.jackson.databind.JsonNode;

/** Whether every byte of a job's output is there, once and in order, and whether the job says so of itself. */
final class LogCheck {

    /** What the drone itself has to say; the commands of the suite's jobs write nothing outside of commands. */
    private static final Set<String> DRONES_WORDS = Set.of("job:stdout", "job:stderr");

    private LogCheck() {}

    /**
     * Compares what is there with what was written.
     *
     * @param cut whether the job was cut short, so that a beginning of the output is all of it
     */
    static Optional<Finding> content(String job, byte[] written, byte[] found, boolean cut) {
        var same = Arrays.mismatch(written, found);
        if (same < 0 || (cut && same == found.length)) {
            return Optional.empty();
        }
        var breach = lacksLines(written, found, cut) ? Breach.OUTPUT_MISSING : Breach.OUTPUT_DOUBLED;
        return Optional.of(Finding.of(breach, job, "of %d bytes of output %d are there, and the first %d are right"
                .formatted(written.length, found.length, same)));
    }

    /** Whether a line that was written, no two alike, is not there; of a job that was cut short, one before others that are. */
    private static boolean lacksLines(byte[] written, byte[] found, boolean cut) {
        var there = new HashSet<>(lines(found));
        var owed = lines(written);
        while (cut && !owed.isEmpty() && !there.contains(owed.getLast())) {
            owed.removeLast();
        }
        return !there.containsAll(owed);
    }

    /** Each with the end of its line, so that a piece of one is no line. */
    private static List<String> lines(byte[] log) {
        return new ArrayList<>(List.of(new String(log, StandardCharsets.UTF_8).split("(?<=\n)")));
    }

    /**
     * Compares what is there with what the job says of it.
     *
     * @param said the job's {@code log}; nobody knows length and hash when the drone of a job that was cut short is gone
     */
    static Optional<Finding> sums(String job, JsonNode said, byte[] found, boolean cut) {
        if (cut && (said.isNull() || said.path("bytes").isNull())) {
            return Optional.empty();
        }
        if (!said.path("complete").asBoolean()) {
            return Optional.of(Finding.of(Breach.OUTPUT_MISSING, job, "the log is not complete: " + said));
        }
        if (said.path("bytes").asLong() != found.length || !said.path("sha256").asString().equals(Sha256.of(found))) {
            return Optional.of(Finding.of(Breach.OUTPUT_MISSING, job,
                    "the job says of its log " + said + ", which has " + found.length + " bytes and "
                            + Sha256.of(found)));
        }
        return Optional.empty();
    }

    /** The log without what the drone had to say. */
    static byte[] ofCommands(byte[] log, List<JsonNode> events) {
        var commands = new ByteArrayOutputStream();
        var at = 0;
        for (var event : events) {
            if (DRONES_WORDS.contains(event.path("type").asString())) {
                var from = Math.clamp(event.path("offset").asInt(), at, log.length);
                commands.write(log, at, from - at);
                at = Math.min(log.length,
                        from + event.path("text").asString().getBytes(StandardCharsets.UTF_8).length);
            }
        }
        commands.write(log, at, log.length - at);
        return commands.toByteArray();
    }
}
