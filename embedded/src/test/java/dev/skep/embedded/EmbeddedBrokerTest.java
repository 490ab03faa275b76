package dev.skep.embedded;

import java.net.ConnectException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.MessageProperties;
import com.rabbitmq.client.PossibleAuthenticationFailureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class EmbeddedBrokerTest {

    private static final int WAIT_MILLIS = 5000;

    @TempDir
    Path dir;

    @Test
    void carriesMessagesOfOneMegabyte() throws Exception {
        try (var broker = EmbeddedBroker.start(dir); var connection = connect(broker.uri())) {
            var channel = connection.createChannel();
            channel.queueDeclare("large", true, false, false, Map.of("x-queue-type", "quorum"));
            channel.confirmSelect();
            var body = new byte[1024 * 1024];
            body[body.length - 1] = 7;
            channel.basicPublish("", "large", true, MessageProperties.PERSISTENT_BASIC, body);
            channel.waitForConfirmsOrDie(WAIT_MILLIS);

            assertThat(channel.basicGet("large", true).getBody()).isEqualTo(body);
        }
    }

    @Test
    void refusesWhatAQueueHasNoRoomForAndKeepsTheRest() throws Exception {
        try (var broker = EmbeddedBroker.start(dir, new BrokerSettings(2000, 20));
                var connection = connect(broker.uri())) {
            assertThat(fill(connection, "by-bytes", new byte[90])).isBetween(5, 19);
            assertThat(fill(connection, "by-messages", new byte[1])).isEqualTo(20);
        }
    }

    /** Publishes until the broker refuses, and returns how many messages wait then. */
    private static int fill(Connection connection, String queue, byte[] body) throws Exception {
        var channel = connection.createChannel();
        channel.queueDeclare(queue, true, false, false, Map.of("x-queue-type", "quorum"));
        channel.confirmSelect();
        var taken = -1;
        do {
            channel.basicPublish("", queue, true, MessageProperties.PERSISTENT_BASIC, body);
            taken++;
        } while (channel.waitForConfirms(WAIT_MILLIS));
        assertThat(channel.messageCount(queue)).isEqualTo(taken);
        return taken;
    }

    @Test
    void letsNobodyInWithoutThePassword() throws Exception {
        try (var broker = EmbeddedBroker.start(dir)) {
            var uri = broker.uri().replaceFirst("skep:[^@]*@", "skep:guess@");

            assertThatThrownBy(() -> connect(uri)).isInstanceOf(PossibleAuthenticationFailureException.class);
        }
    }

    @Test
    void listensNoMoreWhenClosed() throws Exception {
        var broker = EmbeddedBroker.start(dir);
        var uri = broker.uri();
        broker.close();

        assertThatThrownBy(() -> connect(uri)).isInstanceOf(ConnectException.class);
    }

    @Test
    void runsTwiceInOneProcess() throws Exception {
        try (var one = EmbeddedBroker.start(dir.resolve("one")); var two = EmbeddedBroker.start(dir.resolve("two"))) {
            try (var a = connect(one.uri()); var b = connect(two.uri())) {
                assertThat(a.isOpen()).isTrue();
                assertThat(b.isOpen()).isTrue();
            }
        }
    }

    @Test
    void saysWhyItsDirectoryCannotBeUsed() throws Exception {
        var file = Files.createFile(dir.resolve("file"));

        assertThatThrownBy(() -> EmbeddedBroker.start(file)).isInstanceOf(FileAlreadyExistsException.class);
    }

    private static Connection connect(String uri) throws Exception {
        var factory = new ConnectionFactory();
        factory.setUri(uri);
        return factory.newConnection();
    }
}
