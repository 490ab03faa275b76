package dev.skep.gateway.dead;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import dev.skep.broker.ConfirmedPublisher;
import dev.skep.broker.Received;
import dev.skep.broker.Topology;
import dev.skep.gateway.GatewayForTests;
import dev.skep.message.DroneInfo;
import dev.skep.testing.BrokerTest;
import dev.skep.testing.Patience;
import dev.skep.testing.TestBroker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** What a RabbitMQ does that cannot be had from one that others use too. */
@Timeout(120)
@BrokerTest(faults = true)
class TroubledBrokerTest {

    private final TestBroker broker;
    private final Topology topology;
    private final GatewayForTests gateway;

    TroubledBrokerTest(TestBroker broker) {
        this.broker = broker;
        this.topology = new Topology(broker.namespace());
        this.gateway = new GatewayForTests(broker);
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private void bury(String body) {
        gateway.others().bury(Received.of(topology.jobsNew(), topology.jobs(), Topology.NEW, null, null,
                body.getBytes(UTF_8)), "why").join();
    }

    /** As RabbitMQ 4 sets for every quorum queue. */
    @Test
    void dropsNoDeadMessageForBeingLookedAtTooOften() throws Exception {
        broker.node().rabbitmqctl("set_policy", "limit", ".*dead", "{\"delivery-limit\":20}");
        for (var body : List.of("one", "two", "three")) {
            bury(body);
        }
        for (var look = 0; look < 70; look++) {
            Patience.await().untilAsserted(() -> assertThat(gateway.items("/api/v1/dead", "preview"))
                    .containsExactly("one", "two", "three"));
        }
        broker.node().rabbitmqctl("clear_policy", "limit");
    }

    @Test
    void saysThatTheBrokerIsBlockedAndHangsNowhere() throws Exception {
        bury("dead");
        var info = new DroneInfo("d", "i", Instant.now(), DroneInfo.State.READY, 1, 1, List.of(), List.of(), List.of(),
                List.of(), List.of(), List.of(), Map.of());
        gateway.others().announce(topology.events(), Topology.infoKey(info), info);
        Patience.await().until(() -> gateway.items("/api/v1/drones", "id").contains("d"));
        broker.node().rabbitmqctl("set_vm_memory_high_watermark", "absolute", "1MB");
        try {
            var begin = System.nanoTime();
            assertThat(gateway.call("POST", "/api/v1/drones/d/pause").statusCode()).isEqualTo(503);
            Patience.await().until(() -> broker().path("status").asString().equals("AWAY"));
            assertThat(broker().path("details").path("reason").asString()).startsWith("blocked");
            assertThat(gateway.get("/actuator/health").statusCode()).isEqualTo(200);
            assertThat(gateway.items("/api/v1/dead", "preview")).containsExactly("dead");
            assertThat(gateway.call("POST", "/api/v1/dead/redrive").body())
                    .isEqualTo("{\"redriven\":0,\"outdated\":0,\"left\":1}");
            assertThat(gateway.call("POST", "/api/v1/drones/d/pause").statusCode()).isEqualTo(503);
            assertThat(gateway.job()).as("a job is taken in").isNotEmpty();
            sendMoreThanTheLineHolds();
            gateway.part(ConfirmedPublisher.class).announce(topology.live(), "", info);
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
        } finally {
            broker.node().rabbitmqctl("set_vm_memory_high_watermark", "absolute", "512MB");
        }
        Patience.await().until(() -> broker().path("status").asString().equals("UP"));
        Patience.await().until(() -> gateway.items("/api/v1/dead", "preview").equals(List.of("dead")));
    }

    /** Whoever sends the one that does not fit waits for the broker. */
    private void sendMoreThanTheLineHolds() {
        var publisher = gateway.part(ConfirmedPublisher.class);
        for (var number = 0; number < 100; number++) {
            Thread.ofVirtual()
                    .start(() -> publisher.publish(topology.jobs(), Topology.NEW, "large", new byte[200_000]));
        }
    }

    private JsonNode broker() throws Exception {
        return gateway.json("/actuator/health").path("components").path("broker");
    }
}
