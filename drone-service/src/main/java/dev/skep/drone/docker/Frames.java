package dev.skep.drone.docker;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;

import dev.skep.drone.process.OutputSink.Source;

/** The engine's form of two streams in one, in the order in which it got them. */
final class Frames {

    private static final int READ_BYTES = 64 * 1024;
    private static final int STDERR = 2;
    private static final int PADDING = 3;

    private Frames() {}

    /** Takes what one stream brings; the array is used again afterwards. */
    interface Taker {
        void take(Source source, byte[] bytes, int length);
    }

    /** Reads to the end, which is also where the connection breaks. */
    static void read(InputStream stream, Taker taker) {
        var buffer = new byte[READ_BYTES];
        try {
            var data = new DataInputStream(stream);
            for (int kind; (kind = data.read()) >= 0;) {
                data.skipNBytes(PADDING);
                var source = kind == STDERR ? Source.STDERR : Source.STDOUT;
                for (var left = data.readInt(); left > 0;) {
                    var length = data.read(buffer, 0, Math.min(left, buffer.length));
                    if (length < 0) {
                        return;
                    }
                    taker.take(source, buffer, length);
                    left -= length;
                }
            }
        } catch (IOException broken) {
            // the container's end and that of the connection look alike
        }
    }
}
