package dev.skep.standalone.bench;

import java.io.IOException;

import dev.skep.standalone.measure.Sha256;
import tools.jackson.databind.JsonNode;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** Output of a known length and content. */
final class SampleOutput {

    static final int LINES = 200_000;
    static final int LINE_BYTES = 53;
    static final String COMMAND = "seq -f 'line %047.0f' 1 " + LINES;

    private static final int READ_BYTES = 64 * 1024;
    private static final String SHA256 = expected();

    private SampleOutput() {}

    private static String expected() {
        var sha256 = new Sha256();
        for (var line = 1; line <= LINES; line++) {
            sha256.add("line %047d\n".formatted(line).getBytes(US_ASCII));
        }
        return sha256.hex();
    }

    /** Reads the command's output as a parent process does, and returns its length. */
    static long readThroughPipe() throws IOException {
        var process = new ProcessBuilder("sh", "-e", "-c", COMMAND).redirectErrorStream(true).start();
        var length = 0L;
        try (var output = process.getInputStream()) {
            var buffer = new byte[READ_BYTES];
            for (int read; (read = output.read(buffer)) >= 0;) {
                length += read;
            }
        }
        return length;
    }

    static void requireBytes(long length) {
        require(length == (long) LINES * LINE_BYTES, length + " bytes came through the pipe");
    }

    /** Checks what the job says of its log, and the log itself. */
    static void requireSame(JsonNode job, byte[] log) {
        var said = job.path("log");
        require(said.path("complete").asBoolean(), "the log is not complete");
        require(said.path("lines").asLong() == LINES, said.path("lines") + " lines are said to be kept");
        require(said.path("bytes").asLong() == (long) LINES * LINE_BYTES, said.path("bytes") + " bytes are said");
        require(said.path("sha256").asString().equals(SHA256), "another SHA-256 is said");
        require(Sha256.of(log).equals(SHA256), "the log that is given out differs");
    }

    private static void require(boolean good, String otherwise) {
        if (!good) {
            throw new IllegalStateException("output is missing or wrong: " + otherwise);
        }
    }
}
