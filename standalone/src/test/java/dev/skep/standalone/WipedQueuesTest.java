package dev.skep.standalone;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import dev.skep.broker.BrokerAddress;
import dev.skep.broker.Topology;
import dev.skep.drone.Drone;
import dev.skep.drone.DroneSettings;
import dev.skep.embedded.EmbeddedStore;
import dev.skep.gateway.GatewayApplication;
import dev.skep.queen.QueenApplication;
import dev.skep.seal.Keyring;
import dev.skep.testing.BrokerTest;
import dev.skep.testing.Patience;
import dev.skep.testing.TestBroker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/** All that waits for a gateway is deleted from the broker amid a job. */
@BrokerTest
@Timeout(180)
class WipedQueuesTest {

    private static final String TOKEN = "token-for-wiped-queues";
    private static final String KEYS = "k1:" + "A".repeat(43) + "=";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @Test
    void bringsTheWholeHistoryToTheStore(TestBroker broker) throws Exception {
        var repository = Repository.withJobFile(Files.createDirectory(directory.resolve("repository")), """
                test:
                - echo begun
                - while [ ! -e %s ]; do sleep 0.1; done
                - seq 1 300000
                - touch %s
                """.formatted(directory.resolve("go"), directory.resolve("over")));
        var topology = new Topology(broker.namespace());
        try (var store = EmbeddedStore.inMemory();
                var queen = run(QueenApplication.application(), broker, store);
                var drone = Drone.start(DroneSettings.of("d", 1, directory.resolve("drone")),
                        new BrokerAddress(broker.uri()), topology, Keyring.parse(KEYS))) {
            String job;
            try (var gateway = run(GatewayApplication.application(), broker, store)) {
                var user = user(gateway);
                job = user.start(user.project(repository.url()));
                Patience.await().until(() -> user.api().get("/api/v1/jobs/" + job).path("commands").size() == 2);
            }
            Files.createFile(directory.resolve("go"));
            Patience.await().until(() -> Files.exists(directory.resolve("over")));
            wipe(broker, topology);

            try (var gateway = run(GatewayApplication.application(), broker, store)) {
                var user = user(gateway);
                var ended = user.end(job); // follows the stream, which waits for what is missing
                assertThat(ended.conclusion()).isEqualTo("SUCCESS");
                assertThat(ended.text()).isEqualTo("begun\n" + String.join("\n",
                        IntStream.rangeClosed(1, 300_000).mapToObj(Integer::toString).toList()) + "\n");
                assertThat(ended.events()).extracting(event -> event.stamp().seq())
                        .containsExactlyElementsOf(IntStream.range(0, ended.events().size()).mapToObj(Long::valueOf)
                                .toList());
                Patience.await().until(
                        () -> user.api().get("/api/v1/jobs/" + job).path("log").path("complete").asBoolean());
                Patience.await().until(() -> keepsNothing(directory.resolve("drone/spool/d")));
            }
            assertThat(queen.isActive()).isTrue();
            assertThat(drone).isNotNull();
        }
    }

    private static void wipe(TestBroker broker, Topology topology) throws Exception {
        try (var connection = new BrokerAddress(broker.uri()).connectionFactory().newConnection();
                var channel = connection.createChannel()) {
            // The last status may be on its way yet, and is lost as well.
            Patience.await().until(() -> channel.messageCount(topology.eventsLog()) > 0);
            for (var queue : List.of(topology.eventsStatus(), topology.eventsLog(), topology.questions())) {
                channel.queuePurge(queue);
            }
        }
    }

    private static boolean keepsNothing(Path spools) throws Exception {
        try (var kept = Files.list(spools)) {
            return kept.findAny().isEmpty();
        }
    }

    private static User user(ConfigurableApplicationContext gateway) {
        return new User(new Api("http://127.0.0.1:" + gateway.getEnvironment().getProperty("local.server.port"),
                TOKEN));
    }

    private static ConfigurableApplicationContext run(SpringApplicationBuilder application, TestBroker broker,
            EmbeddedStore store) {
        var properties = Map.of("skep.rabbitmq-uri", broker.uri(), "skep.namespace", broker.namespace(),
                "skep.admin-token", TOKEN, "skep.secret-keys", KEYS, "spring.mongodb.uri", store.uri("skep"),
                "server.address", "127.0.0.1", "server.port", "0", "spring.jmx.enabled", "false");
        return application.run(properties.entrySet().stream()
                .map(property -> "--" + property.getKey() + "=" + property.getValue()).toArray(String[]::new));
    }
}
