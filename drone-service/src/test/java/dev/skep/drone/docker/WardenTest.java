package dev.skep.drone.docker;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import dev.skep.drone.process.Family.Member;
import dev.skep.drone.process.Mark;
import dev.skep.drone.process.OutputSink.Source;
import dev.skep.drone.process.Signal;
import dev.skep.testing.Patience;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/** What it makes of jobs that write to its streams. */
@Timeout(60)
class WardenTest {

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final FramedOutput container;
    private final Warden warden;
    private String answer = "";

    WardenTest() throws IOException {
        var stream = new PipedInputStream();
        var output = new PipedOutputStream(stream);
        container = new FramedOutput(output);
        warden = new Warden(new Attachment(stream, answering(), output), threads);
    }

    private OutputStream answering() {
        return new FilterOutputStream(OutputStream.nullOutputStream()) {
            @Override
            public void write(byte[] order) throws IOException {
                container.write(Source.STDOUT, answer);
            }
        };
    }

    @AfterEach
    void ends() throws IOException {
        warden.close();
        threads.shutdownNow();
    }

    @Test
    void keepsOnlyTheBeginningOfComplaints() throws Exception {
        for (var i = 0; i < 100; i++) {
            container.write(Source.STDERR, "complaint ".repeat(1000));
        }
        container.write(Source.STDOUT, "writable /bin/sh\n");

        assertThat(warden.greeting()).isEqualTo(new Warden.Greeting(true, "/bin/sh"));
        assertThat(warden.complaints()).startsWith("complaint complaint").hasSizeLessThan(10_000);
    }

    @Test
    void takesNoLineForAnAnswerThatCameBeforeItAsked() throws Exception {
        container.write(Source.STDOUT, "writable /bin/sh\n" + "1 2\n".repeat(10_000));
        container.write(Source.STDERR, "heard");
        Patience.await().until(() -> warden.complaints().equals("heard"));
        assertThat(warden.greeting()).isEqualTo(new Warden.Greeting(true, "/bin/sh"));
        answer = "7:sleep 8: \n";

        assertThat(signal()).containsExactly(new Member(7, "sleep"), new Member(8, ""));
    }

    @Test
    void keepsOnlyTheBeginningOfAnAnswer() throws Exception {
        answer = "12345:x ".repeat(1_000_000) + "\n";

        assertThat(signal()).hasSizeBetween(5_000, 10_000).containsOnly(new Member(12345, "x"));
    }

    private List<Member> signal() throws IOException {
        return warden.signal(Signal.TERM, Warden.family("7", new Mark("x", 1)), Set.of());
    }
}
