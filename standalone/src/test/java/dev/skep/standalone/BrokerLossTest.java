package dev.skep.standalone;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;

import dev.skep.testing.BrokerTest;
import dev.skep.testing.FlakyLine;
import dev.skep.testing.Patience;
import dev.skep.testing.TestBroker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** All services lose their connections to a real RabbitMQ amid their work, and find it again. */
@BrokerTest
class BrokerLossTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @Test
    void goesOnWhenTheBrokerIsBackAndTakesJobsInMeanwhile(TestBroker broker) throws Exception {
        var repository = Repository.withJobFile(Files.createDirectory(directory.resolve("repository")),
                "test: [echo begun, sleep 1, echo ended]\n");
        var settings = new Settings();
        settings.port = 0;
        settings.home = directory.resolve("home");
        settings.capacity = 2;
        settings.drones = 1;
        settings.namespace = broker.namespace();
        try (var line = FlakyLine.to(broker.uri())) {
            settings.rabbitmq = line.uri();
            try (var running = Standalone.start(settings)) {
                var user = new User(new Api(running.address(), running.token()));
                var project = user.project(repository.url());
                var jobs = new ArrayList<String>();
                for (var round = 0; round < 3; round++) {
                    jobs.add(user.start(project));
                    jobs.add(user.start(project));
                    var first = jobs.get(jobs.size() - 2);
                    Patience.await().until(() -> !user.api().get("/api/v1/jobs/" + first).path("startedAt").isNull());
                    line.cut();
                    jobs.add(user.start(project));
                    line.mend();
                }
                for (var job : jobs) {
                    var ended = user.end(job);
                    assertThat(ended.conclusion()).as(ended.reason()).isEqualTo("SUCCESS");
                    assertThat(ended.text()).isEqualTo("begun\nended\n");
                    assertThat(ended.job().path("attempt").asInt()).isEqualTo(1);
                    assertThat(ended.job().path("log").path("complete").asBoolean()).isTrue();
                }
            }
        }
    }
}
