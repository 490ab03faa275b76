package dev.skep.gateway.drone;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import dev.skep.broker.BrokerAddress;
import dev.skep.broker.Topology;
import dev.skep.gateway.GatewayForTests;
import dev.skep.message.DroneInfo;
import dev.skep.message.DroneInfo.State;
import dev.skep.message.DroneOrder;
import dev.skep.message.Message;
import dev.skep.message.WireFormat;
import dev.skep.testing.FlakyLine;
import dev.skep.testing.Patience;
import dev.skep.testing.TestBroker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** How orders get to a drone, and what is answered when they do not, on every broker alike. */
@Timeout(60)
abstract class OrdersContract {

    private final TestBroker broker;
    private final Topology topology;
    private final LinkedBlockingQueue<Message> heard = new LinkedBlockingQueue<>();
    private GatewayForTests gateway;
    private Connection drone;
    private volatile boolean answering = true;
    private volatile State lastState = State.READY;

    @SuppressWarnings("NullAway.Init")
    OrdersContract(TestBroker broker) {
        this.broker = broker;
        this.topology = new Topology(broker.namespace());
    }

    @BeforeEach
    void startsADrone() throws Exception {
        gateway = new GatewayForTests(broker);
        drone = new BrokerAddress(broker.uri()).connectionFactory().newConnection();
        var channel = drone.createChannel();
        topology.declareShared(channel);
        channel.basicConsume(topology.declareControl(channel, "d"), true, (tag, delivery) -> {
            var order = WireFormat.decode(delivery.getBody());
            heard.add(order);
            if (answering) {
                beat(channel, lastState); // as it does every two seconds
                lastState = stateAfter(order);
                beat(channel, lastState);
            }
        }, tag -> {});
        beat(channel, State.READY);
        awaitKnown(gateway);
    }

    private static State stateAfter(Message order) {
        return switch (order) {
            case DroneOrder.Pause pause -> State.PAUSED;
            case DroneOrder.Resume resume -> State.READY;
            case DroneOrder.Drain drain -> State.DRAINING;
            default -> throw new AssertionError("no order: " + order);
        };
    }

    private void beat(Channel channel, State state) throws java.io.IOException {
        var info = new DroneInfo("d", "i", Instant.now(), state, 1, 1, List.of(), List.of(), List.of(), List.of(),
                List.of(), List.of(), Map.of());
        channel.basicPublish(topology.events(), Topology.infoKey(info), null, WireFormat.encode(info));
    }

    private static void awaitKnown(GatewayForTests gateway) {
        Patience.await().until(() -> gateway.items("/api/v1/drones", "id").contains("d"));
    }

    @AfterEach
    void stop() {
        drone.abort();
        gateway.close();
    }

    private HttpResponse<String> order(String what) throws Exception {
        return gateway.call("POST", "/api/v1/drones/d/" + what);
    }

    private static String state(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body()).path("state").asString();
    }

    @Test
    void bringsEachOrderAndAnswersWithTheDroneAsItIsThen() throws Exception {
        for (var what : List.of("pause", "resume", "drain")) {
            var answer = order(what);
            assertThat(answer.statusCode()).isEqualTo(202);
            assertThat(WireFormat.typeOf(next())).isEqualTo("drone:" + what);
            assertThat(state(answer)).isEqualTo(Map.of("pause", "PAUSED", "resume", "READY", "drain", "DRAINING").get(
                    what));
            assertThat(gateway.json("/api/v1/drones/d").path("state").asString()).isEqualTo(state(answer));
        }
        for (var tooLate : List.of("pause", "resume")) {
            var answer = order(tooLate);
            assertThat(answer.statusCode()).isEqualTo(409);
            assertThat(answer.body()).contains("is leaving").contains("start another");
        }
        assertThat(order("drain").statusCode()).isEqualTo(202);
    }

    private Message next() throws InterruptedException {
        var order = heard.poll(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
        assertThat(order).isInstanceOfSatisfying(DroneOrder.class, given -> assertThat(given.by()).isEqualTo("admin"));
        return java.util.Objects.requireNonNull(order);
    }

    @Test
    void doesNotWaitLongForADroneThatSaysNothing() throws Exception {
        answering = false;
        var begin = System.nanoTime();
        var answer = order("pause");
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(state(answer)).isEqualTo("READY");
        assertThat(next()).isInstanceOf(DroneOrder.Pause.class);
    }

    @Test
    void saysThatTheDroneIsNotConnected() throws Exception {
        drone.close();
        Patience.await().untilAsserted(() -> {
            var answer = order("pause");
            assertThat(answer.statusCode()).isEqualTo(409);
            assertThat(answer.body()).contains("urn:skep:problem:conflict").contains("not connected")
                    .contains("start it");
        });
    }

    @Test
    void knowsOnlyDronesThatWereHeardOf() throws Exception {
        for (var unknown : List.of("e", Topology.ALL_DRONES, Topology.ALL_QUEENS, "a.b", "x".repeat(300))) {
            var answer = gateway.call("POST", "/api/v1/drones/" + unknown + "/drain");
            assertThat(answer.statusCode()).as(unknown).isEqualTo(404);
            assertThat(answer.body()).contains("urn:skep:problem:unknown-drone");
        }
        assertThat(heard).isEmpty();
    }

    @Test
    void asksToTryAgainWhileTheBrokerIsAway() throws Exception {
        try (var line = FlakyLine.to(broker.uri()); var apart = new GatewayForTests(broker, line.uri())) {
            Patience.await().until(() -> {
                beat(drone.createChannel(), State.READY);
                return apart.items("/api/v1/drones", "id").contains("d");
            });
            line.cut();
            Patience.await().untilAsserted(() -> {
                var answer = apart.call("POST", "/api/v1/drones/d/pause");
                assertThat(answer.statusCode()).isEqualTo(503);
                assertThat(answer.headers().firstValue("Retry-After")).isPresent();
            });
        }
    }
}
