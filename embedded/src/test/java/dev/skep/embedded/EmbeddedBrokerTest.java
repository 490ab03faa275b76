package dev.skep.embedded;

import java.net.ConnectException;
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
    void letsNobodyInWithoutThePassword() throws Exception {
        try (var broker = EmbeddedBroker.start(dir)) {
            var uri = broker.uri().replaceFirst("skep:[^@]*@", "skep:guess@");

            assertThatThrownBy(() -> connect(uri)).isInstanceOf(PossibleAuthenticationFailureException.class);
        }
    }

    @Test
    void leavesNoShutdownHookAndNoListener() throws Exception {
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
    void saysWhyItDoesNotStart() throws Exception {
        var file = Files.createFile(dir.resolve("file"));

        assertThatThrownBy(() -> EmbeddedBroker.start(file)).hasMessageContaining("file");
    }

    private static Connection connect(String uri) throws Exception {
        var factory = new ConnectionFactory();
        factory.setUri(uri);
        return factory.newConnection();
    }
}
