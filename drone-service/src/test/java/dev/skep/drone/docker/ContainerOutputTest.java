package dev.skep.drone.docker;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;

import dev.skep.drone.process.CollectedOutput;
import dev.skep.drone.process.OutputSink.Source;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ContainerOutputTest {

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final FramedOutput engine = new FramedOutput(written);
    private final CollectedOutput sink = new CollectedOutput();

    @Test
    void doesNotMindWhichStreamComesFirst() throws Exception {
        engine.write(Source.STDERR, "oops\n#mark 7 3\n");
        engine.write(Source.STDOUT, "#mark 7\nhello\n#mark 7 3\n");

        var output = read();

        assertThat(output.exited()).isCompletedWithValue(3);
        assertThat(output.refusal()).isNull();
        assertThat(sink.stdout()).isEqualTo("hello\n");
        assertThat(sink.stderr()).isEqualTo("oops\n");
    }

    @Test
    void keepsWhatTheEngineSaysInsteadOfACommand() throws Exception {
        engine.write(Source.STDOUT, "no such directory\n");

        var output = read();

        assertThat(output.exited()).isCompletedWithValue(null);
        assertThat(output.refusal()).isEqualTo("no such directory");
        assertThat(sink.stdout()).isEmpty();
    }

    @Test
    void doesNotKeepMoreThanEnginesSay() throws Exception {
        for (var i = 0; i < 100; i++) {
            engine.write(Source.STDERR, "x".repeat(10_000));
        }

        assertThat(read().refusal()).hasSizeLessThan(100_000);
        assertThat(sink.stderr()).hasSizeGreaterThan(900_000);
    }

    private ContainerOutput read() {
        var stream = new ByteArrayInputStream(written.toByteArray());
        return new ContainerOutput(new Attachment(stream, OutputStream.nullOutputStream(), stream), "#mark", sink,
                Runnable::run);
    }
}
