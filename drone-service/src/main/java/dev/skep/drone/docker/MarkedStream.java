package dev.skep.drone.docker;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Takes the lines that {@code command.sh} writes for the drone out of what the command writes, which may forge them. */
final class MarkedStream {

    /** How much of a line may follow the marker: more is none of {@code command.sh}'s, and is not waited for. */
    private static final int LONGEST_LINE = 64;

    private final byte[] marker;
    private final Consumer<byte[]> command;
    private final Predicate<String> drone;
    private final ByteArrayOutputStream held = new ByteArrayOutputStream();

    /**
     * A stream at its beginning.
     *
     * @param marker how lines for the drone begin
     * @param command takes what the command writes
     * @param drone takes the rest of a line for the drone; false when it is no such line, but the command's own output
     */
    MarkedStream(String marker, Consumer<byte[]> command, Predicate<String> drone) {
        this.marker = marker.getBytes(StandardCharsets.US_ASCII);
        this.command = command;
        this.drone = drone;
    }

    /** The next bytes; what may be the beginning of a line for the drone is held back until that is known. */
    void take(byte[] bytes, int length) {
        held.write(bytes, 0, length);
        var all = held.toByteArray();
        held.reset();
        var from = 0;
        var found = next(all, from);
        while (found < all.length) {
            pass(all, from, found);
            from = found;
            var told = found + marker.length;
            var end = end(all, told);
            if (end >= all.length) { // also when the marker itself is not complete
                held.write(all, found, all.length - found);
                return;
            }
            if (end >= 0 && drone.test(new String(all, told, end - told, StandardCharsets.US_ASCII).strip())) {
                from = end + 1;
            }
            found = next(all, Math.max(from, told));
        }
        pass(all, from, all.length);
    }

    /** Where the line ends: behind the bytes when they do not say yet, and at -1 when it is too long. */
    private static int end(byte[] bytes, int from) {
        for (var end = from; end - from <= LONGEST_LINE; end++) {
            if (end >= bytes.length || bytes[end] == '\n') {
                return end;
            }
        }
        return -1;
    }

    /** No more comes: what is held back was the command's. */
    void end() {
        pass(held.toByteArray(), 0, held.size());
        held.reset();
    }

    private void pass(byte[] bytes, int from, int until) {
        if (from < until) {
            command.accept(Arrays.copyOfRange(bytes, from, until));
        }
    }

    /** Where the marker stands or may begin at the end; the length when nowhere. */
    private int next(byte[] bytes, int from) {
        for (var i = from; i < bytes.length; i++) {
            var compared = Math.min(marker.length, bytes.length - i);
            if (bytes[i] == marker[0] && Arrays.equals(bytes, i, i + compared, marker, 0, compared)) {
                return i;
            }
        }
        return bytes.length;
    }
}
