package dev.skep.drone.docker;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/** Takes the lines that {@code command.sh} writes for the drone out of what the command writes. */
final class MarkedStream {

    private final byte[] marker;
    private final Consumer<byte[]> command;
    private final Consumer<String> drone;
    private final ByteArrayOutputStream held = new ByteArrayOutputStream();

    /**
     * A stream at its beginning.
     *
     * @param marker how lines for the drone begin
     * @param command takes what the command writes
     * @param drone takes the rest of a line for the drone
     */
    MarkedStream(String marker, Consumer<byte[]> command, Consumer<String> drone) {
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
        for (var found = next(all, from); found < all.length; found = next(all, from)) {
            pass(all, from, found);
            var end = found + marker.length;
            while (end < all.length && all[end] != '\n') {
                end++;
            }
            if (end >= all.length) { // also when the marker itself is not complete
                held.write(all, found, all.length - found);
                return;
            }
            drone.accept(new String(all, found + marker.length, end - found - marker.length,
                    StandardCharsets.US_ASCII).strip());
            from = end + 1;
        }
        pass(all, from, all.length);
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
