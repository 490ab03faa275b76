package dev.skep.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.regex.Pattern;

import dev.skep.testing.Patience;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code skep up} on its embedded broker and store, killed with {@code kill -9} amid its work. */
class KilledTest {

    private static final String TOKEN = "token-for-the-killed-test";
    private static final Pattern ADDRESS = Pattern.compile("Skep is up at (http://\\S+)");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    private Child up(String output) throws Exception {
        return Child.skep(Map.of("SKEP_ADMIN_TOKEN", TOKEN), directory.resolve(output), "up", "--port", "0", "--home",
                directory.resolve("home").toString(), "--capacity", "2");
    }

    private static User user(Child up) throws IOException {
        Patience.await().untilAsserted(() -> assertThat(up.output()).containsPattern(ADDRESS));
        var address = ADDRESS.matcher(up.output());
        assertThat(address.find()).isTrue();
        return new User(new Api(address.group(1), TOKEN));
    }

    @Test
    void losesNothingThatWasAcknowledged() throws Exception {
        var repository = Repository.withJobFile(Files.createDirectory(directory.resolve("repository")),
                "test: [echo begun, sleep 1, echo ended]\n");
        var accepted = new ArrayList<String>();
        JsonNode finished;
        String project;
        try (var first = up("first.log")) {
            var user = user(first);
            project = user.project(repository.url());
            finished = user.end(user.start(project)).job();
            for (var number = 0; number < 8; number++) {
                accepted.add(user.start(project));
            }
            Patience.await().until(() -> user.api().get("/api/v1/jobs?status=RUNNING").path("items").size() == 2);
            accepted.add(user.start(project));
            first.kill();
        }
        try (var second = up("second.log")) {
            var user = user(second);
            for (var job : accepted) {
                var ended = user.end(job);
                assertThat(ended.conclusion()).as(ended.reason()).isEqualTo("SUCCESS");
                assertThat(ended.text()).isEqualTo("begun\nended\n");
                assertThat(ended.job().path("log").path("complete").asBoolean()).isTrue();
            }
            var attempts = accepted.stream().map(job -> attempts(user, job)).toList();
            assertThat(attempts).contains(2).containsAnyOf(1);
            assertThat(user.api().get("/api/v1/jobs/" + finished.path("id").asString())).isEqualTo(finished);
        }
    }

    @Test
    void doesNotDeployAgainByItself() throws Exception {
        var repository = Repository.withJobFile(Files.createDirectory(directory.resolve("repository")),
                "deploy: [echo x >> " + directory.resolve("deployed") + ", sleep 30]\n");
        String lost;
        try (var first = up("first.log")) {
            var user = user(first);
            var job = user.start(Map.of("project", user.project(repository.url()), "type", "DEPLOY"));
            Patience.await().until(() -> Files.exists(directory.resolve("deployed"))
                    && user.api().get("/api/v1/jobs/" + job).path("status").asString().equals("RUNNING"));
            lost = job;
            first.kill();
        }
        try (var second = up("second.log")) {
            var ended = user(second).end(lost);
            assertThat(ended.conclusion()).isEqualTo("LOST");
            assertThat(ended.reason()).contains("deploy");
            assertThat(Files.readString(directory.resolve("deployed"))).isEqualTo("x\n");
        }
    }

    private static int attempts(User user, String job) {
        try {
            return user.api().get("/api/v1/jobs/" + job).path("attempt").asInt();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
