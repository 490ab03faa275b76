package dev.skep.drone.process;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Keeps what a command writes. */
final class CollectedOutput implements OutputSink {

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

    byte[] bytes() {
        return stdout.toByteArray();
    }

    String stdout() {
        return stdout.toString(StandardCharsets.UTF_8);
    }

    String stderr() {
        return stderr.toString(StandardCharsets.UTF_8);
    }
}
