package dev.skep.standalone;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.skep.broker.BrokerAddress;
import dev.skep.broker.Topology;
import dev.skep.drone.Drone;
import dev.skep.drone.DroneSettings;
import dev.skep.message.JobEvent;
import dev.skep.message.WireFormat;
import dev.skep.seal.Keyring;
import dev.skep.testing.BrokerTest;
import dev.skep.testing.Patience;
import dev.skep.testing.TestBroker;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** What Skep is for, row by row of its mission, over a real RabbitMQ: two drones, one of them with a label. */
@BrokerTest
@TestInstance(Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class MissionTest {

    private static final String SECRET = "b33-s3cret/of+the hive";

    private Path home;
    private TestBroker broker;
    private Standalone running;
    private Drone labelled;
    private User user;

    @TempDir
    Path directory;

    @BeforeAll
    void start(TestBroker broker, @TempDir Path home) throws IOException {
        this.broker = broker;
        this.home = home;
        var settings = new Settings();
        settings.port = 0;
        settings.home = home;
        settings.drones = 1;
        settings.capacity = 2;
        settings.namespace = broker.namespace();
        settings.rabbitmq = broker.uri();
        running = Standalone.start(settings);
        user = new User(new Api(running.address(), running.token()));
        labelled = drone("labelled", Map.of("gpu", "yes"));
    }

    /** Slower than any other, so that it gets only what must come to it. */
    private Drone drone(String id, Map<String, String> labels) throws IOException {
        var usual = DroneSettings.of(id, 2, home.resolve(id));
        var settings = new DroneSettings(id, 2, 1, usual.home(), labels, usual.plugins(), usual.drainLimit(),
                usual.jobTimeout(), usual.killGrace(), usual.knownHosts(), usual.strictHostKeys(), usual.spoolLimit(),
                usual.executors());
        return Drone.start(settings, new BrokerAddress(broker.uri()), new Topology(broker.namespace()),
                Keyring.parse(Files.readString(home.resolve("secret-keys")).strip()));
    }

    @AfterAll
    void stop() {
        labelled.close();
        running.close();
    }

    private String project(Repository repository, Map<String, Object> more) throws Exception {
        return user.project(repository.url(), more);
    }

    private Repository repository(String jobFile) {
        return Repository.withJobFile(directory, jobFile);
    }

    @Test
    void carriesPluginDataFromAPluginToTheBrowser() throws Exception {
        var repository = repository("test: 'true'\nplugins: [ report ]\n");
        repository.commit(Map.of("junit-results.xml", "<testsuite><testcase name='counts'/></testsuite>"));
        var ended = user.end(user.start(project(repository, Map.of())));

        assertThat(ended.conclusion()).as(ended.reason()).isEqualTo("SUCCESS");
        var data = ended.events().stream().filter(JobEvent.PluginData.class::isInstance)
                .map(JobEvent.PluginData.class::cast).toList();
        assertThat(data).extracting(JobEvent.PluginData::plugin).containsExactly("report");
        assertThat(data.getFirst().data()).containsEntry("tests", 1).containsEntry("failures", 0);
    }

    @Test
    void runsPluginsInOrderWithTheBranchesSettingsAndNotThoseThatAreOff() throws Exception {
        var plugins = List.of(
                Map.of("id", "env", "config", Map.of("variables", Map.of("WHO", "project"))),
                Map.of("id", "shell", "config", Map.of("test", "echo $WHO")),
                Map.of("id", "node", "enabled", false));
        var ofBranch = List.of(Map.of("id", "env", "config", Map.of("variables", Map.of("WHO", "branch"))));
        var name = project(repository("test: echo file\n"), Map.of("plugins", plugins, "branches",
                List.of(Map.of("pattern", "main", "type", "TEST", "plugins", ofBranch))));

        assertThat(user.end(user.start(name)).text()).isEqualTo("branch\nfile\n");
    }

    @Test
    void bringsPluginsFromAPrivateRepositoryOfTheProjects() throws Exception {
        var plugin = Repository.in(Files.createDirectory(directory.resolve("plugin")));
        plugin.commit(Map.of("skep-plugin.json", "{\"id\": \"hello\", \"main\": [\"sh\", \"main.sh\"]}", "main.sh",
                "read begin; echo '{\"type\":\"ready\",\"commands\":{\"test\":[\"echo hello from a plugin\"]}}'; cat"));
        try (var server = GitServer.forUser(directory, "ada", "plugin-passw0rd")) {
            var source = Map.of("type", "git", "url", server.url("plugin/.git"), "ref", "main", "auth",
                    Map.of("type", "https", "username", "ada", "password", "plugin-passw0rd"));
            var repository = Repository.withJobFile(Files.createDirectory(directory.resolve("app")),
                    "test: echo file\n");
            var name = project(repository, Map.of("plugins", List.of(Map.of("id", "hello", "source", source))));

            var ended = user.end(user.start(name));
            assertThat(ended.conclusion()).as(ended.reason()).isEqualTo("SUCCESS");
            assertThat(ended.text()).isEqualTo("hello from a plugin\nfile\n");
        }
    }

    @Test
    void checksOutWithCredentialsAndSaysWhenTheyAreWrong() throws Exception {
        Repository.withJobFile(Files.createDirectory(directory.resolve("app")), "test: git remote get-url origin\n");
        try (var server = GitServer.forUser(directory, "ada", SECRET)) {
            var url = server.url("app/.git");
            var right = user.end(user.start(projectWithPassword("right", url, SECRET)));
            assertThat(right.conclusion()).as(right.reason()).isEqualTo("SUCCESS");
            assertThat(right.text()).isEqualTo(url + "\n");
            var wrong = user.end(user.start(projectWithPassword("wrong", url, "another secret")));
            assertThat(wrong.conclusion()).isEqualTo("ERROR");
            assertThat(wrong.reason()).contains("credentials").doesNotContain("another secret");
        }
    }

    private String projectWithPassword(String name, String url, String password) throws Exception {
        user.api().put("/api/v1/projects/" + name, Map.of("repo", Map.of("url", url, "auth",
                Map.of("type", "https", "username", "ada", "password", password))));
        return name;
    }

    @Test
    void checksOutMercurial() throws Exception {
        var repository = Files.createDirectory(directory.resolve("hg repository"));
        Files.writeString(repository.resolve("skep.yml"), "test: hg identify --branch\n");
        for (var command : List.of("init", "add", "commit -u Ada -m first")) {
            var hg = new ProcessBuilder(Stream.concat(Stream.of("hg"), Stream.of(command.split(" "))).toList())
                    .directory(repository.toFile()).inheritIO().start();
            assertThat(hg.waitFor()).isZero();
        }
        user.api().put("/api/v1/projects/hg", Map.of("repo", Map.of("url", repository.toString(), "vcs", "hg")));

        var ended = user.end(user.start(Map.of("project", "hg")));
        assertThat(ended.conclusion()).as(ended.reason()).isEqualTo("SUCCESS");
        assertThat(ended.text()).isEqualTo("default\n");
        assertThat(ended.job().path("ref").path("branch").asString()).isEqualTo("default");
    }

    @Test
    void givesSecretsToCommandsAndToNobodyElse() throws Exception {
        var name = project(
                repository("test: [ 'echo \"<$TOKEN>\"; printf %s \"$TOKEN\" | base64', 'echo ${#TOKEN}' ]\n"),
                Map.of("secrets", Map.of("TOKEN", SECRET)));
        var ended = user.end(user.start(name));

        assertThat(ended.text()).isEqualTo("<***>\n***\n" + SECRET.length() + "\n");
        assertThat(user.api().get("/api/v1/projects/" + name).toString()).contains("TOKEN").doesNotContain(SECRET);
        try (var files = Files.walk(home)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).as(file.toString())
                        .doesNotContain(SECRET).doesNotContain("YjMzLXMzY3JldC9v");
            }
        }
    }

    @Test
    void sendsAJobToADroneThatHasWhatItsFileNeeds() throws Exception {
        var name = project(repository("needs: { labels: { gpu: 'yes' } }\ntest: echo $SKEP_DRONE $SKEP_ATTEMPT\n"),
                Map.of());
        var id = user.start(name);

        var ended = user.end(id);
        assertThat(ended.text()).isEqualTo("labelled 2\n");
        assertThat(ended.job().path("lostAttempts").path(0).path("requeued").asBoolean()).isTrue();
        var placement = user.api().get("/api/v1/jobs/" + id + "/placement");
        assertThat(placement.path("drone").asString()).isEqualTo("labelled");
        assertThat(placement.path("candidates").valueStream().filter(one -> one.has("ruledOut"))
                .map(one -> one.path("drone").asString() + ": " + one.path("ruledOut").asString()))
                .anyMatch(text -> text.startsWith("drone-1: ") && text.contains("gpu"));
    }

    @Test
    void saysWhyAJobWaitsThatNoDroneFits() throws Exception {
        var id = user.start(project(repository("needs: { plugins: [ cobol ] }\ntest: 'true'\n"), Map.of()));

        Patience.await().until(() -> !user.api().get("/api/v1/jobs/" + id).path("pending").isNull());
        var pending = user.api().get("/api/v1/jobs/" + id).path("pending");
        assertThat(pending.path("code").asString()).isEqualTo("NO_DRONE_WITH_PLUGIN");
        assertThat(pending.path("message").asString()).contains("cobol").contains("SKEP_DRONE_PLUGINS");
    }

    @Test
    void showsARunningJobFromItsBeginningWithWhatItsDroneStillHeld() throws Exception {
        var go = directory.resolve("go");
        var id = user.start(project(repository("test: [ echo one, 'printf two; while [ ! -e " + go
                + " ]; do sleep 0.05; done' ]\n"), Map.of()));
        Patience.await().until(() -> user.api().get("/api/v1/jobs/" + id).path("commands").size() == 2);

        Patience.await().until(() -> new String(user.api().log(id), StandardCharsets.UTF_8).equals("one\ntwo"));
        var seen = new HashMap<Long, String>();
        user.api().follow(id, event -> {
            seen.put(event.stamp().seq(), WireFormat.typeOf(event));
            return !(event instanceof JobEvent.CommandStdout out && out.output().text().equals("two"));
        });
        assertThat(seen).containsEntry(0L, "job:queued").containsValue("job:cmd:stdout");
        Files.createFile(go);
        assertThat(user.end(id).conclusion()).isEqualTo("SUCCESS");
    }

    @Test
    void tellsWhatDronesHave() throws Exception {
        Patience.await().until(() -> user.api().get("/api/v1/drones").path("items").size() == 2);
        var drone = user.api().get("/api/v1/drones/labelled");

        assertThat(drone.path("speed").asInt()).isEqualTo(1);
        assertThat(drone.path("capacity").asInt()).isEqualTo(2);
        assertThat(drone.path("labels").path("gpu").asString()).isEqualTo("yes");
        assertThat(drone.path("plugins").valueStream().map(plugin -> plugin.asString())).contains("node", "report");
        assertThat(drone.path("executors").valueStream().map(executor -> executor.asString())).contains("process");
        assertThat(drone.path("vcs").valueStream().map(vcs -> vcs.asString())).containsExactly("git", "hg");
    }

    @Test
    void keepsWhoAskedForAJob() throws Exception {
        var name = project(repository("test: echo $SKEP_TRIGGER\n"), Map.of());
        var source = Map.of("type", "plugin", "plugin", "nightly");
        var id = user.start(Map.of("project", name, "trigger",
                Map.of("type", "schedule", "message", "at night", "source", source, "author", Map.of("name", "Ada"))));

        var ended = user.end(id);
        assertThat(ended.text()).isEqualTo("schedule\n");
        assertThat(ended.job().path("trigger").path("type").asString()).isEqualTo("schedule");
        assertThat(ended.job().path("trigger").path("source").path("plugin").asString()).isEqualTo("nightly");
        assertThat(ended.job().path("trigger").path("author").path("name").asString()).isEqualTo("Ada");
    }
}
