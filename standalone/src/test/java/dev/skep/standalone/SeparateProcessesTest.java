package dev.skep.standalone;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.skep.embedded.EmbeddedStore;
import dev.skep.testing.BrokerKind;
import dev.skep.testing.BrokerTest;
import dev.skep.testing.Patience;
import dev.skep.testing.TestBroker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The three services as three processes, each from its own jar, on a real RabbitMQ. */
@BrokerTest(BrokerKind.RABBITMQ)
class SeparateProcessesTest {

    private static final String TOKEN = "token-for-separate-processes";
    private static final String KEYS = "k1:" + "A".repeat(43) + "=";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @Test
    void runJobsTogetherAndDroneGivesBackWhatItHasNotBegun(TestBroker broker) throws Exception {
        var repository = Repository.withJobFile(Files.createDirectory(directory.resolve("repository")),
                "test: [sleep 1, echo $SKEP_DRONE]\n");
        var port = freePort();
        try (var store = EmbeddedStore.inMemory();
                var gateway = service("gateway", broker, Map.of("SKEP_MONGODB_URI", store.uri("skep"), "SKEP_PORT",
                        Integer.toString(port), "SKEP_ADMIN_TOKEN", TOKEN, "SKEP_SECRET_KEYS", KEYS));
                var queen = service("queen", broker, Map.of());
                var first = drone("first", broker)) {
            var user = new User(new Api("http://127.0.0.1:" + port, TOKEN));
            Patience.await().untilAsserted(() -> assertThat(user.api().answers()).as(gateway.output()).isTrue());
            Patience.await().until(() -> user.api().get("/api/v1/drones").path("items").size() == 1);
            var project = user.project(repository.url());
            var jobs = List.of(user.start(project), user.start(project), user.start(project));
            Patience.await().until(() -> user.api().get("/api/v1/jobs?status=RUNNING").path("items").size() == 1);

            try (var second = drone("second", broker)) {
                assertThat(first.terminate()).isTrue();
                for (var job : jobs) {
                    assertThat(user.end(job).conclusion()).isEqualTo("SUCCESS");
                }
                assertThat(jobs.stream().map(job -> droneOf(user, job))).containsExactly("first", "second", "second");
                assertThat(user.api().get("/api/v1/jobs").path("items").valueStream()
                        .map(job -> job.path("attempt").asInt())).containsOnly(1);
                assertThat(List.of(gateway, queen, second)).allMatch(Child::isAlive);
            }
        }
    }

    private static String droneOf(User user, String job) {
        try {
            return user.api().get("/api/v1/jobs/" + job).path("drone").asString();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Child drone(String id, TestBroker broker) throws IOException {
        return service("drone", broker, Map.of("SKEP_DRONE_ID", id, "SKEP_DRONE_CAPACITY", "1", "SKEP_DRONE_SPEED",
                "100", "SKEP_DRONE_HOME", directory.resolve(id).toString()));
    }

    private Child service(String name, TestBroker broker, Map<String, String> more) throws IOException {
        var environment = new HashMap<>(more);
        environment.put("SKEP_RABBITMQ_URI", broker.uri());
        environment.put("SKEP_NAMESPACE", broker.namespace());
        return Child.service(name, environment, directory.resolve(name + ".log"));
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
