package dev.skep.drone.docker;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

import dev.skep.drone.process.OutputSink.Source;

/** Writes as an engine does, what {@link Frames} reads. */
record FramedOutput(OutputStream to) {

    private static final int STDOUT = 1 << 24;
    private static final int STDERR = 2 << 24;

    void write(Source source, String text) throws IOException {
        var frame = new DataOutputStream(to);
        frame.writeInt(source == Source.STDERR ? STDERR : STDOUT);
        frame.writeInt(text.length());
        frame.write(text.getBytes(StandardCharsets.US_ASCII));
        frame.flush();
    }
}
