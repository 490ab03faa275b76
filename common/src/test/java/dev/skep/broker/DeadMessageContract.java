package dev.skep.broker;

import java.io.IOException;
import java.util.Map;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.GetResponse;
import dev.skep.testing.TestBroker;
import org.junit.jupiter.api.Test;

import static dev.skep.broker.Events.connect;
import static dev.skep.broker.Events.join;
import static dev.skep.testing.Patience.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What becomes of messages that nobody can use, on every broker. */
interface DeadMessageContract {

    @Test
    default void saysWhyItIsDeadAndWhereItCameFrom(TestBroker broker) throws Exception {
        var topology = new Topology(broker.namespace());
        try (var publisher = publisher(broker, topology); var others = connect(broker)) {
            var message = poison(topology, "{\"type\":\"job:exploded\"}", others);

            join(publisher.bury(message, "no such type"));

            var dead = DeadMessage.of(next(topology.dead(), others));
            assertThat(dead.reason()).isEqualTo("no such type");
            assertThat(dead.at()).isNotNull();
            assertThat(dead.message()).usingRecursiveComparison().isEqualTo(message);
            assertThat(message.queue()).isEqualTo(topology.eventsStatus());
            assertThat(message.exchange()).isEqualTo(topology.events());
            assertThat(message.key()).isEqualTo("job.d.j.status");
        }
    }

    @Test
    default void isBuriedHoweverLongItsWordsAre(TestBroker broker) throws Exception {
        var topology = new Topology(broker.namespace());
        try (var publisher = publisher(broker, topology); var others = connect(broker)) {
            var longType = Received.of("q", "e", "k", "\u20ac".repeat(80), null, new byte[]{0});

            join(publisher.bury(longType, "x".repeat(200_000)));

            var dead = DeadMessage.of(next(topology.dead(), others));
            assertThat(dead.message().body()).containsExactly(0);
            assertThat(dead.reason()).startsWith("xxx").hasSize(1001);
        }
    }

    @Test
    default void goesBackToWhereItCameFromAndIsCounted(TestBroker broker) throws Exception {
        var topology = new Topology(broker.namespace());
        try (var publisher = publisher(broker, topology); var others = connect(broker)) {
            var message = poison(topology, "no json", others);
            for (var time = 1; time <= 3; time++) {
                join(publisher.bury(message, "no event"));
                join(publisher.redrive(DeadMessage.of(next(topology.dead(), others)), "round " + time));

                var back = next(topology.eventsStatus(), others);
                assertThat(back.getBody()).isEqualTo("no json".getBytes(UTF_8));
                message = received(topology.eventsStatus(), back);
                assertThat(message.redrives()).isEqualTo(time);
                assertThat(message.redrive()).isEqualTo("round " + time);
            }
        }
    }

    @Test
    default void goesBackIntoTheQueueThatItWasSentTo(TestBroker broker) throws Exception {
        var topology = new Topology(broker.namespace());
        try (var publisher = publisher(broker, topology); var others = connect(broker)) {
            await().until(publisher::isUp);
            others.createChannel().basicPublish("", topology.eventsStatus(), null, new byte[]{1});
            var message = received(topology.eventsStatus(), next(topology.eventsStatus(), others));
            join(publisher.bury(message, "no job"));

            join(publisher.redrive(DeadMessage.of(next(topology.dead(), others)), "round"));

            assertThat(next(topology.eventsStatus(), others).getBody()).containsExactly(1);
        }
    }

    @Test
    default void staysWhereNobodyTakesIt(TestBroker broker) throws Exception {
        var topology = new Topology(broker.namespace());
        try (var publisher = publisher(broker, topology); var others = connect(broker)) {
            var gone = Received.of(topology.drone("gone"), topology.jobs(), "gone", null, null, new byte[]{0});
            join(publisher.bury(gone, "a drone cannot use it"));
            var dead = DeadMessage.of(next(topology.dead(), others));

            assertThatThrownBy(() -> join(publisher.redrive(dead, "round"))).cause()
                    .isInstanceOf(ConfirmedPublisher.NotAccepted.class);
        }
    }

    @Test
    default void isNotSentToWhereNothingIs(TestBroker broker) throws Exception {
        var topology = new Topology(broker.namespace());
        try (var publisher = publisher(broker, topology); var others = connect(broker)) {
            var channel = others.createChannel();
            await().until(publisher::isUp);
            channel.basicPublish(topology.dead(), "",
                    new BasicProperties.Builder().headers(Map.of("x-skep-exchange", "nowhere")).build(), new byte[0]);
            channel.basicPublish(topology.dead(), "", null, new byte[0]);
            for (var count = 0; count < 2; count++) {
                var dead = DeadMessage.of(next(topology.dead(), others));
                assertThatThrownBy(() -> publisher.redrive(dead, "round")).isInstanceOf(IllegalArgumentException.class);
            }
            assertThat(publisher.isUp()).isTrue();
        }
    }

    /** A message as the consumer of status events gets it. */
    private static Received poison(Topology topology, String body, Connection others) throws IOException {
        try (Channel channel = others.createChannel()) {
            topology.declareShared(channel);
            channel.basicPublish(topology.events(), "job.d.j.status",
                    new BasicProperties.Builder().type("job:exploded").build(), body.getBytes(UTF_8));
        } catch (java.util.concurrent.TimeoutException e) {
            throw new IOException(e);
        }
        return received(topology.eventsStatus(), next(topology.eventsStatus(), others));
    }

    private static Received received(String queue, GetResponse got) {
        return Received.of(queue, got.getEnvelope(), got.getProps(), got.getBody());
    }

    private static GetResponse next(String queue, Connection others) throws IOException {
        var channel = others.createChannel();
        return await().until(() -> channel.basicGet(queue, true), got -> got != null);
    }

    private static ConfirmedPublisher publisher(TestBroker broker, Topology topology) {
        return new ConfirmedPublisher(new BrokerAddress(broker.uri()), topology, "test");
    }
}
