package dev.skep.standalone.faults.check;

import java.nio.charset.StandardCharsets;
import java.util.Map;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import dev.skep.broker.BrokerAddress;
import dev.skep.broker.Topology;
import dev.skep.testing.BrokerTest;
import dev.skep.testing.TestBroker;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@BrokerTest
class DeadLettersTest {

    @Test
    void tellsOfAllButPoisonAndTakesNothingAway(TestBroker broker) throws Exception {
        var topology = new Topology(broker.namespace());
        try (var connection = new BrokerAddress(broker.uri()).connectionFactory().newConnection("test")) {
            var channel = connection.createChannel();
            topology.declareShared(channel);
            channel.confirmSelect();
            bury(channel, topology, "{\"type\":\"job:done\",\"job\":\"j\"}");
            bury(channel, topology, "no JSON");
            bury(channel, topology, "");
            channel.waitForConfirmsOrDie();

            for (var time = 1; time <= 2; time++) {
                assertThat(DeadLetters.ofUse(connection, topology.dead()))
                        .containsExactly("who knows: {\"type\":\"job:done\",\"job\":\"j\"}");
            }
        }
    }

    private static void bury(Channel channel, Topology topology, String body) throws Exception {
        var properties = new BasicProperties.Builder().headers(Map.of(Topology.REASON_HEADER, "who knows")).build();
        channel.basicPublish(topology.dead(), "", properties, body.getBytes(StandardCharsets.UTF_8));
    }
}
