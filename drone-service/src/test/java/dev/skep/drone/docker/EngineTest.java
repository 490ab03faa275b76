package dev.skep.drone.docker;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What it makes of an engine that hangs. */
@Timeout(60)
class EngineTest {

    private static final AnswerLimit SECOND = new AnswerLimit(Duration.ofSeconds(1));

    private final ServerSocketChannel silent = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    private final Engine engine;

    EngineTest(@TempDir Path directory) throws IOException {
        var socket = directory.resolve("docker.sock");
        silent.bind(UnixDomainSocketAddress.of(socket));
        engine = Engine.of(Map.of("DOCKER_HOST", "unix://" + socket), SECOND);
    }

    @AfterEach
    void ends() throws IOException {
        silent.close();
    }

    @Test
    void doesNotWaitForEverForAnAnswer() throws Exception {
        assertThatThrownBy(() -> engine.ask(engine.client().infoCmd())).rootCause()
                .hasMessage("no answer within 1 seconds");

        assertThatTheClientHasLetGo();
    }

    @Test
    void doesNotWaitForEverToBeAttached() throws Exception {
        assertThatThrownBy(() -> engine.attachTo("container")).isInstanceOf(IOException.class)
                .hasMessage("no answer within 1 seconds");

        assertThatTheClientHasLetGo();
    }

    private void assertThatTheClientHasLetGo() throws IOException {
        try (var line = silent.accept()) {
            var question = ByteBuffer.allocate(10_000);
            while (line.read(question) >= 0) {
                assertThat(question.hasRemaining()).isTrue();
            }
        }
    }
}
