package dev.skep.testing;

import java.io.IOException;
import java.util.Map;

import com.rabbitmq.client.ConnectionFactory;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

interface BrokerContract {

    @Test
    default void leavesNothingBehind(TestBroker broker) throws Exception {
        var queue = broker.namespace() + ".jobs.new";
        var exchange = broker.namespace() + ".jobs";
        var factory = new ConnectionFactory();
        factory.setUri(broker.uri());
        try (var connection = factory.newConnection()) {
            var channel = connection.createChannel();
            channel.queueDeclare(queue, true, false, false, Map.of());
            channel.exchangeDeclare(exchange, "direct", true);

            broker.close();

            assertThatThrownBy(() -> channel.queueDeclarePassive(queue)).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> connection.createChannel().exchangeDeclarePassive(exchange))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    default void isNotStoppedByAClassThatSharesIt(TestBroker broker) {
        assertThatThrownBy(broker::node).hasMessageContaining("@BrokerTest(faults = true)");
        assertThatCode(broker::close).doesNotThrowAnyException();
    }
}
