package dev.skep.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.skep.message.JobEvent;
import dev.skep.message.WireFormat;
import dev.skep.testing.BrokerKind;
import dev.skep.testing.BrokerTest;
import dev.skep.testing.Patience;
import dev.skep.testing.TestBroker;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

/** Drones that die or fall silent amid their jobs, with two queens who watch over them. */
@BrokerTest(BrokerKind.RABBITMQ)
@TestInstance(Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class LostDroneTest {

    private static final Logger log = LoggerFactory.getLogger(LostDroneTest.class);

    private static final List<String> IDS = List.of("one", "two", "three");

    private final Map<String, Child> drones = new HashMap<>();
    private Services services;
    private User user;
    @TempDir
    private Path directory;

    @BeforeAll
    void starts(TestBroker broker, @TempDir Path home) throws IOException {
        services = new Services(broker, home);
        services.queen("queen-1");
        services.queen("queen-2");
        user = services.gateway();
    }

    @BeforeEach
    void startsTheDronesThatAreMissing() throws IOException {
        for (var id : IDS) {
            var drone = drones.get(id);
            if (drone == null || !drone.isAlive()) {
                drones.put(id, services.drone(id));
            }
        }
        Patience.await().until(() -> user.api().get("/api/v1/drones").path("items").valueStream()
                .filter(drone -> drone.path("running").isEmpty() && isAlive(drone)).count() == IDS.size());
    }

    /** An earlier start of a drone may still be shown. */
    private static boolean isAlive(JsonNode drone) {
        return Instant.parse(drone.path("lastSeen").asString()).isAfter(Instant.now().minusSeconds(4));
    }

    @AfterAll
    void stops() {
        services.close();
    }

    private String project(String jobFile) throws Exception {
        return user.project(
                Repository.withJobFile(Files.createDirectory(directory.resolve("repository")), jobFile).url());
    }

    private JsonNode job(String id) throws IOException, InterruptedException {
        return user.api().get("/api/v1/jobs/" + id);
    }

    /** Waits until a command of the job runs, and names its drone. */
    private String awaitCommand(String id) {
        Patience.await().until(() -> !job(id).path("commands").isEmpty());
        try {
            return job(id).path("drone").asString();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Child drone(String id) {
        return requireNonNull(drones.get(id));
    }

    @Test
    void killedDronesJobRunsElsewhereAtOnce() throws Exception {
        var id = user.start(project("test: [echo begun, sleep 2, echo ended]\n"));
        var first = awaitCommand(id);
        var killed = Instant.now();
        drone(first).kill();
        var ended = user.end(id);
        assertThat(ended.conclusion()).as(ended.reason()).isEqualTo("SUCCESS");
        assertThat(ended.text()).isEqualTo("begun\nended\n");
        assertThat(ended.job().path("drone").asString()).isNotEqualTo(first);
        assertThat(ended.job().path("log").path("complete").asBoolean()).isTrue();
        ended.events().stream().filter(event -> event.stamp().at().isAfter(killed)).limit(4)
                .forEach(event -> log.info("{} ms after the kill: {}",
                        Duration.between(killed, event.stamp().at()).toMillis(), WireFormat.typeOf(event)));
        var lost = ended.job().path("lostAttempts").path(0);
        assertThat(lost.path("drone").asString()).isEqualTo(first);
        assertThat(lost.path("reason").asString()).contains("connection");
        assertThat(ended.events().stream().filter(JobEvent.Lost.class::isInstance)).hasSize(1);
    }

    @Test
    void jobWhoseDronesAllGoDownEndsAfterThreeAttempts() throws Exception {
        var id = user.start(project("test: sleep 60\n"));
        for (var attempt = 1; attempt <= 3; attempt++) {
            var expected = attempt;
            Patience.await().until(() -> job(id).path("attempt").asInt() == expected
                    && !job(id).path("commands").isEmpty());
            drone(job(id).path("drone").asString()).kill();
        }
        var ended = user.end(id);
        assertThat(ended.conclusion()).isEqualTo("LOST");
        assertThat(ended.reason()).contains("the last of 3 attempts");
    }

    @Test
    void deployThatWasPermittedIsNotRunAgain() throws Exception {
        var deployed = directory.resolve("deployed");
        var project = project("deploy: [echo $SKEP_JOB_ID >> " + deployed + ", sleep 60]\n");
        var id = user.start(Map.of("project", project, "type", "DEPLOY", "ref", Map.of("branch", "main")));
        Patience.await().until(() -> Files.exists(deployed));
        drone(awaitCommand(id)).kill();
        var ended = user.end(id);
        assertThat(ended.conclusion()).isEqualTo("LOST");
        assertThat(ended.reason()).contains("deploy");
        assertThat(Files.readAllLines(deployed)).containsExactly(id);
    }

    @Test
    void deployThatWasNotPermittedYetIsRunAgain() throws Exception {
        var deployed = directory.resolve("deployed");
        var project = project("test: sleep 2\ndeploy: echo $SKEP_JOB_ID >> " + deployed + "\n");
        var id = user.start(Map.of("project", project, "type", "TEST_AND_DEPLOY", "ref", Map.of("branch", "main")));
        drone(awaitCommand(id)).kill();
        var ended = user.end(id);
        assertThat(ended.conclusion()).as(ended.reason()).isEqualTo("SUCCESS");
        assertThat(ended.job().path("attempt").asInt()).isEqualTo(2);
        assertThat(Files.readAllLines(deployed)).containsExactly(id);
    }

    @Test
    void stoppedDroneLosesItsJobAndEndsItWhenItWakes() throws Exception {
        var marks = directory.resolve("marks");
        var id = user.start(project("test: [echo $SKEP_ATTEMPT >> " + marks + ", sleep 30, echo never >> " + marks
                + "]\n"));
        var first = awaitCommand(id);
        Patience.await().until(() -> Files.exists(marks));
        drone(first).signal("STOP");
        Patience.await().until(() -> Files.readAllLines(marks).equals(List.of("1", "2")));
        drone(first).signal("CONT");
        Patience.await().until(() -> user.api().get("/api/v1/drones").path("items").valueStream().anyMatch(
                drone -> drone.path("id").asString().equals(first) && drone.path("running").isEmpty()));
        user.send("POST", "/api/v1/jobs/" + id + "/cancel", "");
        var ended = user.end(id);
        assertThat(ended.conclusion()).isEqualTo("CANCELLED");
        assertThat(ended.job().path("attempt").asInt()).isEqualTo(2);
        assertThat(Files.readAllLines(marks)).containsExactly("1", "2");
    }
}
