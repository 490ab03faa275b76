package dev.skep.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

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

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @Test
    void runJobsTogetherAndDroneGivesBackWhatItHasNotBegun(TestBroker broker) throws Exception {
        var repository = Repository.withJobFile(Files.createDirectory(directory.resolve("repository")),
                "test: [sleep 1, echo $SKEP_DRONE]\n");
        try (var services = new Services(broker, directory)) {
            var queen = services.queen("queen");
            var first = services.drone("first");
            var user = services.gateway();
            Services.awaitDrones(user, 1);
            var project = user.project(repository.url());
            var jobs = List.of(user.start(project), user.start(project), user.start(project));
            Patience.await().until(() -> user.api().get("/api/v1/jobs?status=RUNNING").path("items").size() == 1);

            var second = services.drone("second");
            assertThat(first.terminate()).isTrue();
            for (var job : jobs) {
                assertThat(user.end(job).conclusion()).isEqualTo("SUCCESS");
            }
            assertThat(jobs.stream().map(job -> droneOf(user, job))).containsExactly("first", "second", "second");
            assertThat(user.api().get("/api/v1/jobs").path("items").valueStream()
                    .map(job -> job.path("attempt").asInt())).containsOnly(1);
            assertThat(List.of(queen, second)).allMatch(Child::isAlive);
        }
    }

    private static String droneOf(User user, String job) {
        try {
            return user.api().get("/api/v1/jobs/" + job).path("drone").asString();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
