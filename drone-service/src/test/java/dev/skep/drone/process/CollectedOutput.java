package dev.skep.drone.process;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Keeps what a command writes. */
public class CollectedOutput implements OutputSink {

    private final ByteArrayOutputStream stdout = new ByteArrayOutputStream();
    private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();

    @Override
    public void write(Source source, byte[] bytes, int length) {
        of(source).write(bytes, 0, length);
    }

    @Override
    public void end(Source source) {
        // all that came is kept anyway
    }

    private ByteArrayOutputStream of(Source source) {
        return source == Source.STDOUT ? stdout : stderr;
    }

    /** What came on the standard output. */
    public byte[] bytes() {
        return stdout.toByteArray();
    }

    byte[] errorBytes() {
        return stderr.toByteArray();
    }

    /** What came on the standard output. */
    public String stdout() {
        return stdout.toString(StandardCharsets.UTF_8);
    }

    /** What came on the standard error. */
    public String stderr() {
        return stderr.toString(StandardCharsets.UTF_8);
    }
}
