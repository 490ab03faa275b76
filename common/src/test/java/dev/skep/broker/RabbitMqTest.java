package dev.skep.broker;

import dev.skep.testing.BrokerTest;
import dev.skep.testing.TestBroker;
import org.junit.jupiter.api.Test;

import static dev.skep.testing.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

@BrokerTest
class RabbitMqTest implements ConfirmedPublisherContract, TopologyContract, DeadMessageContract {

    @Test
    void tellsWhereAMessageCameFromThatTheBrokerGaveUp(TestBroker broker) throws Exception {
        var topology = new Topology(broker.namespace());
        try (var publisher = new ConfirmedPublisher(new BrokerAddress(broker.uri()), topology, "test");
                var others = Events.connect(broker)) {
            Events.join(Events.publish(publisher, topology, 7));
            var channel = others.createChannel();
            var last = await().until(() -> {
                var got = channel.basicGet(topology.eventsStatus(), false);
                if (got != null) {
                    channel.basicReject(got.getEnvelope().getDeliveryTag(), true);
                }
                return channel.basicGet(topology.dead(), true);
            }, got -> got != null);

            var dead = DeadMessage.of(last);
            assertThat(dead.reason()).isEqualTo("the broker gave it up: delivery_limit");
            assertThat(dead.message().exchange()).isEqualTo(topology.events());
            assertThat(dead.message().queue()).isEqualTo(topology.eventsStatus());
            assertThat(dead.message().type()).isEqualTo("job:started");
            Events.join(publisher.redrive(dead, "round"));
            assertThat(Events.take(broker, topology, 1)).containsExactly(7);
        }
    }
}
