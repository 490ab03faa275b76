package dev.skep.broker;

import java.time.Instant;
import java.util.List;

import com.rabbitmq.client.MessageProperties;
import dev.skep.message.JobEvent;
import dev.skep.message.Output;
import dev.skep.message.Stamp;
import dev.skep.message.WireFormat;
import dev.skep.testing.Patience;
import dev.skep.testing.TestBroker;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** That every broker takes what the services declare, as often as they declare it. */
interface TopologyContract {

    @Test
    default void isDeclaredByEveryServiceAndAgain(TestBroker broker) throws Exception {
        var topology = new Topology(broker.namespace());
        for (var instance : List.of("one", "two")) {
            try (var connection = new BrokerAddress(broker.uri()).connectionFactory().newConnection("test")) {
                for (var times = 0; times < 2; times++) {
                    var channel = connection.createChannel();
                    topology.declareGateway(channel, instance);
                    topology.declareQueen(channel, instance);
                    topology.declareDrone(channel, "drone-" + instance);
                    topology.declareControl(channel, "drone-" + instance);
                    assertThat(channel.isOpen()).isTrue();
                }
                connection.createChannel().queueDelete(topology.drone("drone-" + instance));
            }
        }
    }

    @Test
    default void closesAConnectionOnWhichNotEverythingIsDeclared(TestBroker broker) throws Exception {
        var topology = new Topology(broker.namespace());
        var connection = new BrokerAddress(broker.uri()).connectionFactory().newConnection("test");
        assertThatThrownBy(
                () -> Topology.declare(connection,
                        channel -> channel.queueBind("no-such-queue", topology.events(), "")))
                .isInstanceOf(IllegalStateException.class);
        assertThat(connection.isOpen()).isFalse();
    }

    @Test
    default void separatesLogsFromStatus(TestBroker broker) throws Exception {
        var topology = new Topology(broker.namespace());
        var log = new JobEvent.CommandStdout(new Stamp("j", 1, "l", 2, Instant.EPOCH), 1, new Output("", null, 0));
        var status = Events.numbered(2);
        try (var connection = new BrokerAddress(broker.uri()).connectionFactory().newConnection("test")) {
            var channel = connection.createChannel();
            topology.declareShared(channel);
            channel.confirmSelect();
            for (var event : List.of(log, status)) {
                channel.basicPublish(topology.events(), Topology.eventKey("drone-1", event),
                        MessageProperties.PERSISTENT_BASIC, WireFormat.encode(event));
            }
            channel.waitForConfirmsOrDie(Patience.LIMIT.toMillis());

            assertThat(channel.basicGet(topology.eventsLog(), true).getBody()).isEqualTo(WireFormat.encode(log));
            assertThat(channel.basicGet(topology.eventsStatus(), true).getBody()).isEqualTo(WireFormat.encode(status));
            assertThat(channel.basicGet(topology.eventsLog(), true)).isNull();
        }
    }
}
