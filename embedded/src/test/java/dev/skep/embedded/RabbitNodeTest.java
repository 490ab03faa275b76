package dev.skep.embedded;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.MessageProperties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

class RabbitNodeTest {

    private static final int WAIT_MILLIS = 5000;

    @TempDir
    Path dir;

    @Test
    void keepsItsMessagesAndPortOverARestart() throws Exception {
        try (var node = RabbitNode.start(dir)) {
            publishOne(node.uri());
            node.restart();

            try (var connection = connect(node.uri())) {
                assertThat(connection.createChannel().basicGet("kept", true)).isNotNull();
            }
            assertThat(node.rabbitmqctl("list_queues", "name")).contains("kept");

            node.stop();
            assertThatThrownBy(() -> connect(node.uri())).isInstanceOf(ConnectException.class);
        }
    }

    @Test
    void endsWithTheProcessThatStartedIt() throws Exception {
        var child = ChildProcess.run(StartRabbitNode.class, dir.toString());
        child.awaitLines(1);
        var node = ProcessHandle.of(Long.parseLong(child.lines().getFirst())).orElseThrow();
        var mapper = portMapper(node);
        assertThat(node.isAlive()).isTrue();

        child.kill();

        await().untilAsserted(() -> assertThat(node.isAlive()).isFalse());
        await().untilAsserted(
                () -> assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), mapper).close())
                        .isInstanceOf(ConnectException.class));
    }

    @Test
    void showsItsLogWhenItDoesNotStart() throws Exception {
        Files.createDirectories(dir.resolve("data"));
        Files.createFile(dir.resolve("data/skep@localhost"));

        assertThatThrownBy(() -> RabbitNode.start(dir)).hasMessageStartingWith("RabbitMQ does not start.")
                .hasMessageContaining("data/skep@localhost");
    }

    private static void publishOne(String uri) throws Exception {
        try (var connection = connect(uri)) {
            var channel = connection.createChannel();
            channel.queueDeclare("kept", true, false, false, Map.of());
            channel.confirmSelect();
            channel.basicPublish("", "kept", MessageProperties.PERSISTENT_BASIC, new byte[]{1});
            channel.waitForConfirmsOrDie(WAIT_MILLIS);
        }
    }

    private static int portMapper(ProcessHandle node) throws IOException {
        var environment = Files.readString(Path.of("/proc", Long.toString(node.pid()), "environ"));
        return Arrays.stream(environment.split("\0")).filter(entry -> entry.startsWith("ERL_EPMD_PORT="))
                .mapToInt(entry -> Integer.parseInt(entry.substring(entry.indexOf('=') + 1))).findFirst().orElseThrow();
    }

    private static Connection connect(String uri) throws Exception {
        var factory = new ConnectionFactory();
        factory.setUri(uri);
        factory.setAutomaticRecoveryEnabled(false);
        return factory.newConnection();
    }
}
