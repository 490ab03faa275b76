package dev.skep.queen;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import com.rabbitmq.client.Connection;
import dev.skep.broker.BrokerAddress;
import dev.skep.broker.ConfirmedPublisher;
import dev.skep.broker.Topology;
import dev.skep.message.DroneLost;
import dev.skep.message.DronePresence;
import dev.skep.message.Echo;
import dev.skep.message.WireFormat;
import dev.skep.testing.Patience;
import dev.skep.testing.TestBroker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/** The vigil over a broker: what happens to drones' connections, and what the queen says of it. */
@SuppressWarnings("NullAway.Init")
abstract class DroneWatchContract {

    private static final TestDrone A = TestDrone.drone("a");
    private static final TestDrone B = TestDrone.drone("b");

    private final BrokerAddress address;
    private final Topology topology;
    private final CopyOnWriteArrayList<DroneLost> lost = new CopyOnWriteArrayList<>();
    private Connection others;
    private ConfirmedPublisher publisher;
    private DroneWatch watch;

    DroneWatchContract(TestBroker broker) {
        address = new BrokerAddress(broker.uri());
        topology = new Topology(broker.namespace());
    }

    @BeforeEach
    void starts() throws Exception {
        publisher = new ConfirmedPublisher(address, topology, "queen");
        watch = new DroneWatch(address, topology, new Post("queen", publisher, topology, () -> TestDrone.NOW),
                "queen watching");
        others = address.connectionFactory().newConnection();
        var channel = others.createChannel();
        topology.declareQueen(channel, "queen");
        channel.basicConsume(topology.queen("queen"), true, (tag, delivery) -> {
            var message = WireFormat.decode(delivery.getBody());
            if (message instanceof DroneLost drone) {
                lost.add(drone);
                watch.on(drone);
            } else if (message instanceof Echo own) {
                watch.on(own);
            }
        }, tag -> {});
    }

    @AfterEach
    void stops() throws Exception {
        watch.close();
        publisher.close();
        others.close();
    }

    /** A drone connects: holds its token, and listens. */
    private Connection connect(TestDrone drone) throws Exception {
        var connection = address.connectionFactory().newConnection();
        var channel = connection.createChannel();
        topology.declareDrone(channel, drone.id());
        topology.declareControl(channel, drone.id());
        var queue = topology.declarePresence(channel, drone.id());
        var held = new CopyOnWriteArrayList<Long>();
        channel.basicConsume(queue, false, Map.of("x-priority", 10),
                (tag, delivery) -> held.add(delivery.getEnvelope().getDeliveryTag()), tag -> {});
        publisher.publish(topology.control(), Topology.presenceKey(drone.id()),
                new DronePresence(drone.id(), drone.incarnation(), 1)).join();
        Patience.await().until(() -> held.size() == 1);
        watch.on(drone.info());
        return connection;
    }

    private boolean exists(String queue) throws Exception {
        try (var connection = address.connectionFactory().newConnection()) {
            connection.createChannel().queueDeclarePassive(queue);
            return true;
        } catch (IOException missing) {
            return false;
        }
    }

    @Test
    void losesDroneWhoseConnectionEndsAndTakesItsQueuesAway() throws Exception {
        var a = connect(A);
        try (var b = connect(B)) {
            a.abort();
            Patience.await().until(() -> !lost.isEmpty());
            assertThat(lost).extracting(DroneLost::drone, DroneLost::incarnation)
                    .containsExactly(tuple("a", "first"));
            Patience.await().until(() -> !exists(topology.presence("a")) && !exists(topology.drone("a")));
            assertThat(exists(topology.presence("b"))).isTrue();
            assertThat(b.isOpen()).isTrue();
        }
    }

    @Test
    void keepsDroneThatConnectsAgainAtOnce() throws Exception {
        var first = connect(A);
        try (var b = connect(B)) {
            first.abort();
            try (var second = connect(A)) {
                watch.look();
                Patience.await().during(Vigil.RECHECK.multipliedBy(3)).until(lost::isEmpty);
                assertThat(lost).isEmpty();
                assertThat(second.isOpen()).isTrue();
                assertThat(b.isOpen()).isTrue();
            }
        }
    }
}
