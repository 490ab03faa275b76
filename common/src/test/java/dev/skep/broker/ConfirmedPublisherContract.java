package dev.skep.broker;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import dev.skep.broker.ConfirmedPublisher.NotAccepted;
import dev.skep.message.DroneQueryInfo;
import dev.skep.message.JobCancel;
import dev.skep.message.WireFormat;
import dev.skep.testing.FlakyLine;
import dev.skep.testing.TestBroker;
import org.junit.jupiter.api.Test;

import static dev.skep.broker.Events.connect;
import static dev.skep.broker.Events.join;
import static dev.skep.broker.Events.publish;
import static dev.skep.broker.Events.publishAll;
import static dev.skep.testing.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What publishing promises, on every broker. */
interface ConfirmedPublisherContract {

    @Test
    default void confirmsWhatAQueueTook(TestBroker broker) throws Exception {
        var topology = new Topology(broker.namespace());
        try (var publisher = publisher(broker, topology); var reader = connect(broker)) {
            var event = Events.numbered(1);

            join(publisher.publish(topology.events(), Topology.eventKey("test", event), event));

            var got = reader.createChannel().basicGet(topology.eventsStatus(), true);
            assertThat(got.getBody()).isEqualTo(WireFormat.encode(event));
            assertThat(got.getProps().getContentType()).isEqualTo("application/json");
            assertThat(got.getProps().getType()).isEqualTo("job:started");
            assertThat(got.getProps().getDeliveryMode()).isEqualTo(2);
            var headers = Optional.ofNullable(got.getProps().getHeaders()).orElse(Map.of());
            assertThat(headers.keySet()).as("headers, but for the broker's own").isSubsetOf("x-delivery-count");
        }
    }

    @Test
    default void failsWhenNoQueueTakesTheMessage(TestBroker broker) throws Exception {
        var topology = new Topology(broker.namespace());
        try (var publisher = publisher(broker, topology)) {
            var refused = publisher.publish(topology.jobs(), "drone-that-is-gone", Events.numbered(1));

            assertThatThrownBy(() -> join(refused)).cause().isInstanceOf(NotAccepted.class)
                    .hasMessageContaining("drone-that-is-gone");
            join(publisher.publish(topology.jobs(), Topology.NEW, Events.numbered(2)));
        }
    }

    @Test
    default void announcesToNobodyWithoutFailing(TestBroker broker) throws Exception {
        var topology = new Topology(broker.namespace());
        try (var publisher = publisher(broker, topology)) {
            publisher.announce(topology.control(), Topology.ALL_DRONES, new DroneQueryInfo());
            join(publisher.publish(topology.jobs(), Topology.NEW, Events.numbered(1)));
        }
    }

    @Test
    default void keepsTheOrder(TestBroker broker) throws Exception {
        var topology = new Topology(broker.namespace());
        try (var publisher = publisher(broker, topology)) {
            join(publishAll(publisher, topology, 1000));

            assertThat(Events.take(broker, topology, 1000)).isEqualTo(Events.numbers(1000));
        }
    }

    @Test
    default void deliversOnceTheBrokerCanBeReached(TestBroker broker) throws Exception {
        var topology = new Topology(broker.namespace());
        try (var line = FlakyLine.to(broker.uri())) {
            line.cut();
            try (var publisher = new ConfirmedPublisher(new BrokerAddress(line.uri()), topology, "test")) {
                var published = publishAll(publisher, topology, 10);
                assertThat(publisher.isUp()).isFalse();
                assertThat(published).isNotDone();

                line.mend();

                join(published);
                assertThat(Events.take(broker, topology, 10)).isEqualTo(Events.numbers(10));
            }
        }
    }

    @Test
    default void losesNothingAndKeepsTheOrderWhenTheConnectionBreaks(TestBroker broker) throws Exception {
        var topology = new Topology(broker.namespace());
        try (var line = FlakyLine.to(broker.uri());
                var publisher = new ConfirmedPublisher(new BrokerAddress(line.uri()), topology, "test")) {
            var publishing = SteadyPublishing.start(publisher, topology);
            for (var cuts = 0; cuts < 3; cuts++) {
                await().until(publisher::isUp);
                line.cut();
                await().until(() -> !publisher.isUp());
                line.mend();
            }
            await().until(publisher::isUp);

            var count = publishing.finish();
            assertThat(Events.take(broker, topology, count)).isEqualTo(Events.numbers(count));
        }
    }

    @Test
    default void mayBeUsedByWhoeverWaitsForAConfirm(TestBroker broker) throws Exception {
        var topology = new Topology(broker.namespace());
        try (var publisher = publisher(broker, topology)) {
            join(CompletableFuture.allOf(IntStream.range(0, 600)
                    .mapToObj(number -> publish(publisher, topology, number)
                            .thenCompose(done -> publish(publisher, topology, number)))
                    .toArray(CompletableFuture<?>[]::new)));
        }
    }

    @Test
    default void goesOnAfterWhatNoBrokerTakes(TestBroker broker) throws Exception {
        var topology = new Topology(broker.namespace());
        try (var publisher = publisher(broker, topology)) {
            assertThatThrownBy(() -> publisher.insist(topology.events(), "x".repeat(256), Events.numbered(0)))
                    .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("255 bytes");
            assertThatThrownBy(() -> publisher.announce(topology.live(), "", huge()))
                    .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("15728640 bytes");
            join(publishAll(publisher, topology, 300));

            assertThat(Events.take(broker, topology, 300)).isEqualTo(Events.numbers(300));
        }
    }

    private static JobCancel huge() {
        return new JobCancel("job", "x".repeat(15 * 1024 * 1024));
    }

    @Test
    default void refusesAtOnceWhatWouldHaveToWait(TestBroker broker) throws Exception {
        var topology = new Topology(broker.namespace());
        try (var line = FlakyLine.to(broker.uri())) {
            line.cut();
            try (var publisher = new ConfirmedPublisher(new BrokerAddress(line.uri()), topology, "test")) {
                var waiting = publishAll(publisher, topology, 256);
                assertThatThrownBy(() -> join(publisher.offer(topology.jobs(), Topology.NEW, Events.numbered(256))))
                        .cause().isInstanceOf(ConfirmedPublisher.Busy.class);
                line.mend();
                join(waiting);
                join(publisher.offer(topology.jobs(), Topology.NEW, Events.numbered(256)));
            }
        }
    }

    private static ConfirmedPublisher publisher(TestBroker broker, Topology topology) {
        return new ConfirmedPublisher(new BrokerAddress(broker.uri()), topology, "test");
    }
}
