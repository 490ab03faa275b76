package dev.skep.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.LongStream;

import dev.skep.message.JobEvent;
import dev.skep.message.WireFormat;
import dev.skep.testing.BrokerKind;
import dev.skep.testing.Patience;
import dev.skep.testing.TestBroker;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** From webhook to finished job, whichever broker it runs on. */
@TestInstance(Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
abstract class EndToEnd {

    private static Path home;
    private static TestBroker broker;
    private static @Nullable Standalone running;
    private static User user;

    @TempDir
    Path directory;

    private static Settings settings(Path home, int drones) {
        var settings = new Settings();
        settings.port = 0;
        settings.home = home;
        settings.drones = drones;
        settings.capacity = 2;
        settings.namespace = broker.namespace();
        settings.rabbitmq = broker.kind() == BrokerKind.EMBEDDED ? null : broker.uri();
        return settings;
    }

    private static void start(int drones) throws IOException {
        var started = Standalone.start(settings(home, drones));
        running = started;
        user = new User(new Api(started.address(), started.token()));
    }

    private static void stop() {
        if (running != null) {
            running.close();
            running = null;
        }
    }

    @BeforeAll
    static void start(TestBroker broker, @TempDir Path home) throws IOException {
        EndToEnd.broker = broker;
        EndToEnd.home = home;
        start(1);
    }

    @AfterAll
    static void stopAfterAll() {
        stop();
    }

    private Repository repository(String jobFile) {
        return Repository.withJobFile(directory, jobFile);
    }

    /** What a command writes, both streams in one, when somebody runs it by hand. */
    private byte[] byHand(String command) throws IOException {
        var process = new ProcessBuilder("sh", "-e", "-c", command).directory(directory.toFile())
                .redirectErrorStream(true).start();
        return process.getInputStream().readAllBytes();
    }

    @Test
    void runsSignedPushToItsEnd() throws Exception {
        var repository = repository("test: cat data; exit 3\n");
        var commit = repository.commit(Map.of("data", "first\nsecond\n"));
        var project = user.project(repository.url());
        var answer = user.push(project, "main", commit, User.WEBHOOK_SECRET, UUID.randomUUID().toString());
        assertThat(answer.statusCode()).isEqualTo(202);
        var id = user.api().get("/api/v1/jobs?project=" + project).path("items").path(0).path("id").asString();
        assertThat(answer.body()).contains(id).contains("\"number\":1");

        var ended = user.end(id);
        assertThat(ended.conclusion()).isEqualTo("FAILURE");
        assertThat(ended.job().path("testExitCode").asInt()).isEqualTo(3);
        assertThat(ended.exitCodes()).containsExactly(3);
        assertThat(ended.job().path("ref").path("id").asString()).isEqualTo(commit);
        assertThat(ended.job().path("trigger").path("author").path("name").asString()).isEqualTo("Ada");
        assertThat(ended.job().path("log").path("complete").asBoolean()).isTrue();
        assertThat(ended.log()).isEqualTo(byHand("cat data; exit 3"));
        assertThat(ended.events().stream().map(WireFormat::typeOf)).containsExactly("job:queued", "job:assigned",
                "job:accepted", "job:started", "job:checkout", "job:cmd:start", "job:cmd:stdout", "job:cmd:done",
                "job:tested", "job:done");
    }

    @Test
    void checksOutOverHttp(@TempDir Path root) throws Exception {
        Repository.withJobFile(Files.createDirectory(root.resolve("app")), "test: git log -1 --format=%s\n");
        try (var server = GitServer.open(root)) {
            var ended = user.end(user.start(user.project(server.url("app/.git"))));
            assertThat(ended.conclusion()).as(ended.reason()).isEqualTo("SUCCESS");
            assertThat(ended.text()).isEqualTo("A change\n");
        }
    }

    @Test
    void runsPhasesInOrderAndCleanupAfterFailure() throws Exception {
        var ended = user.run(repository("""
                cleanup: echo cleanup
                test: [echo one, "false", echo never]
                prepare: echo prepare
                environment: echo environment
                """));
        assertThat(ended.conclusion()).isEqualTo("FAILURE");
        assertThat(ended.text()).isEqualTo("environment\nprepare\none\ncleanup\n");
        assertThat(ended.exitCodes()).containsExactly(0, 0, 0, 1, 0);
    }

    @Test
    void deploysAfterTestsPassed() throws Exception {
        var project = user.project(repository("test: echo tested\ndeploy: echo deployed\n").url());
        var ended = user.end(user.start(
                Map.of("project", project, "type", "TEST_AND_DEPLOY", "ref", Map.of("branch", "main"))));
        assertThat(ended.conclusion()).isEqualTo("SUCCESS");
        assertThat(ended.text()).isEqualTo("tested\ndeployed\n");
        assertThat(ended.job().path("deployExitCode").asInt(-1)).isZero();
    }

    @Test
    void tellsStandardErrorFromStandardOutput() throws Exception {
        var ended = user.run(repository("test: [echo out, echo err >&2, echo more]\n"));
        assertThat(ended.output(JobEvent.CommandStdout.class)).asString(UTF_8).isEqualTo("out\nmore\n");
        assertThat(ended.output(JobEvent.CommandStderr.class)).asString(UTF_8).isEqualTo("err\n");
        assertThat(ended.text()).isEqualTo("out\nerr\nmore\n");
    }

    @Test
    void showsResultsBeforeTheComplaintThatFollowsThem() throws Exception {
        var command = "seq 1 100; echo failed >&2; exit 1";
        assertThat(user.run(repository("test: " + command + "\n")).log()).isEqualTo(byHand(command));
    }

    @Test
    void keepsFiveMegabytesByteForByte() throws Exception {
        var command = "seq -f 'line %060.0f' 1 90000";
        var ended = user.run(repository("test: " + command + "\n"));
        var expected = byHand(command);
        assertThat(Arrays.equals(ended.log(), expected)).as("the log is what the command writes").isTrue();
        assertThat(Arrays.equals(ended.output(JobEvent.Log.class), expected)).as("so are the events").isTrue();
        var log = ended.job().path("log");
        assertThat(log.path("bytes").asLong()).isEqualTo(expected.length).isGreaterThan(5_000_000);
        assertThat(log.path("lines").asLong()).isEqualTo(90_000);
    }

    @Test
    void keepsBytesThatAreNoText() throws Exception {
        var bytes = new byte[200_000];
        new Random(1).nextBytes(bytes);
        var repository = repository("test: cat binary; printf 'no newline at the end \\377\\000'\n");
        Files.write(directory.resolve("binary"), bytes);
        repository.commit(Map.of());
        var ended = user.run(repository);
        assertThat(ended.log()).isEqualTo(byHand("cat binary; printf 'no newline at the end \\377\\000'"));
    }

    @Test
    void saysWhatIsWrongWithTheRepository() throws Exception {
        var repository = repository("test: echo never\n");
        var project = user.project(repository.url());
        var unknownBranch = user.end(user.start(Map.of("project", project, "ref", Map.of("branch", "nowhere"))));
        assertThat(unknownBranch.conclusion()).isEqualTo("ERROR");
        assertThat(unknownBranch.reason()).contains("nowhere");
        var nothingThere = user.end(user.start(user.project(directory.resolve("nothing").toUri().toString())));
        assertThat(nothingThere.conclusion()).isEqualTo("ERROR");
    }

    @Test
    void failsWhenCommandIsNotFound() throws Exception {
        var ended = user.run(repository("test: no-such-command-here\n"));
        assertThat(ended.conclusion()).isEqualTo("FAILURE");
        assertThat(ended.exitCodes()).containsExactly(127);
        assertThat(ended.log()).isEqualTo(byHand("no-such-command-here"));
    }

    @Test
    void saysWhatIsWrongWithTheJobFile() throws Exception {
        var repository = Repository.in(directory);
        repository.commit(Map.of("readme", "no skep.yml here"));
        assertThat(user.run(repository).reason()).contains("skep.yml");
        repository.commit(Map.of("skep.yml", "test: echo x\ntset: echo y\n"));
        assertThat(user.run(repository).reason()).contains("skep.yml:2").contains("tset");
    }

    @Test
    void refusesWrongSignaturesAndNonsense() throws Exception {
        var project = user.project(repository("test: echo never\n").url());
        assertThat(user.push(project, "main", "a".repeat(40), "another secret", "d-1").statusCode()).isEqualTo(401);
        var nonsense = "{\"ref\": ";
        assertThat(
                user.hook(project, nonsense, "sha256=" + User.hmac(User.WEBHOOK_SECRET, nonsense), "d-2").statusCode())
                .isEqualTo(400);
        var unsigned = user.project("file:///x", Map.of("webhookSecret", ""));
        assertThat(user.push(unsigned, "main", "a".repeat(40), "any", "d-3").body()).contains("webhookSecret");
        assertThat(user.hook("no-such-project", "{}", "sha256=00", "d-4").statusCode()).isEqualTo(404);
        assertThat(user.api().get("/api/v1/jobs?project=" + project).path("items")).isEmpty();
    }

    @Test
    void makesOneJobOfDeliveryThatComesTwice() throws Exception {
        var repository = repository("test: echo once\n");
        var commit = repository.commit(Map.of("more", "x"));
        var project = user.project(repository.url());
        var first = user.push(project, "main", commit, User.WEBHOOK_SECRET, "same");
        var second = user.push(project, "main", commit, User.WEBHOOK_SECRET, "same");
        assertThat(second.body()).isEqualTo(first.body());
        var jobs = user.api().get("/api/v1/jobs?project=" + project).path("items");
        assertThat(jobs).hasSize(1);
        assertThat(user.end(jobs.path(0).path("id").asString()).text()).isEqualTo("once\n");
    }

    @Test
    void streamsEventsFromAnyPlaceOnWithoutGapOrRepeat() throws Exception {
        var ended = user.run(repository("test: [echo a, echo b, echo c]\n"));
        var numbers = ended.events().stream().map(event -> event.stamp().seq()).toList();
        assertThat(numbers).isEqualTo(LongStream.range(0, numbers.size()).boxed().toList());

        var id = ended.job().path("id").asString();
        var place = "1-" + (numbers.size() - 3);
        var rest = user.get("/api/v1/jobs/" + id + "/events", "Authorization", user.bearer(), "Accept",
                "text/event-stream", "Last-Event-ID", place).body();
        assertThat(rest.lines().filter(line -> line.startsWith("id:"))).containsExactly(
                "id:1-" + (numbers.size() - 2), "id:1-" + (numbers.size() - 1));
        var page = user.api().get("/api/v1/jobs/" + id + "/events?limit=4&after=1-1");
        assertThat(page.path("items").valueStream().map(event -> event.path("seq").asInt())).containsExactly(2, 3, 4,
                5);
        assertThat(page.path("next").asString()).isEqualTo("1-5");
    }

    @Test
    void givesPartsOfTheLog() throws Exception {
        var id = user.run(repository("test: [printf 01234, printf 56789]\n")).job().path("id").asString();
        var log = "/api/v1/jobs/" + id + "/log";
        var range = user.get(log, "Authorization", user.bearer(), "Range", "bytes=3-6");
        assertThat(range.statusCode()).isEqualTo(206);
        assertThat(range.body()).isEqualTo("3456");
        assertThat(range.headers().firstValue("Content-Range")).hasValue("bytes 3-6/10");
        assertThat(user.get(log + "?after=8", "Authorization", user.bearer()).body()).isEqualTo("89");
        assertThat(user.get(log, "Authorization", user.bearer(), "Range", "bytes=10-").statusCode()).isEqualTo(416);
    }

    @Test
    void letsNobodyInWithoutToken() throws Exception {
        assertThat(user.get("/api/v1/jobs").statusCode()).isEqualTo(401);
        assertThat(user.get("/api/v1/jobs", "Authorization", "Bearer wrong").statusCode()).isEqualTo(401);
        assertThat(user.get("/actuator/health").statusCode()).isEqualTo(200);
        assertThat(user.get("/v3/api-docs", "Authorization", user.bearer()).body()).contains("/api/v1/jobs/{id}/log");
    }

    @Test
    void namesTheFieldThatIsWrong() throws Exception {
        var response = user.send("PUT", "/api/v1/projects/x", "{\"repo\":{\"url\":\"file:///x\",\"vcs\":\"cvs\"}}");
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(response.body()).contains("\"field\":\"repo.vcs\"").contains("git").doesNotContain("dev.skep");
    }

    @Test
    void refusesWhatIsTooLargeOrHostile() throws Exception {
        var large = user.send("PUT", "/api/v1/projects/x", "{\"name\": \"" + "x".repeat(1024 * 1024) + "\"}");
        assertThat(large.statusCode()).isEqualTo(413);
        var project = user.project(repository("test: echo never\n").url());
        var ref = user.send("POST", "/api/v1/jobs",
                "{\"project\": \"" + project + "\", \"ref\": {\"branch\": \"--upload-pack=x\"}}");
        assertThat(ref.statusCode()).isEqualTo(400);
        assertThat(ref.body()).contains("\"field\":\"ref.branch\"");
        var source = user.send("POST", "/api/v1/jobs",
                "{\"project\": \"" + project + "\", \"trigger\": {\"source\": {\"type\": \"smoke signal\"}}}");
        assertThat(source.body()).contains("\"field\":\"trigger.source\"").contains("API, UI, plugin");
        assertThat(user.api().get("/api/v1/jobs?project=" + project).path("items")).isEmpty();
    }

    @Test
    void showsNoSecretAnywhere() throws Exception {
        var repository = repository("test: echo done\n");
        var project = user.project(repository.url(), Map.of("secrets", Map.of("API_TOKEN", "clear-secret-token")));
        var address = "/api/v1/projects/" + project;
        user.api().put(address,
                Map.of("repo", Map.of("url", repository.url(), "auth",
                        Map.of("type", "https", "username", "ada", "password", "clear-secret-password"))));
        var given = user.api().get(address);
        assertThat(given.path("secretNames").path(0).asString()).isEqualTo("API_TOKEN");
        assertThat(given.path("repo").path("auth").path("username").asString()).isEqualTo("ada");
        assertThat(user.api().put(address, given)).as("what was given may be put again").isEqualTo(given);
        var file = Files.readString(home.resolve("store.mv"), ISO_8859_1);
        assertThat(file.contains(project)).as("the file can be read").isTrue();
        var everything = given + user.api().get("/api/v1/projects").toString() + user.api().get("/api/v1/jobs") + file;
        assertThat(everything.contains("clear-secret")).isFalse();
        assertThat(everything.contains(User.WEBHOOK_SECRET)).isFalse();
    }

    @Test
    void testsPullRequestOfFork() throws Exception {
        var repository = repository("test: cat wish\n");
        repository.commit(Map.of("wish", "granted\n"));
        repository.ref("refs/pull/7/merge");
        repository.commit(Map.of("wish", "changed since\n"));
        var project = user.project(repository.url(),
                Map.of("branches", List.of(Map.of("pattern", "main", "type", "TEST_AND_DEPLOY"))));
        var answer = user.pullRequest(project, 7);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        var ended = user.end(JsonMapper.shared().readTree(answer.body()).path("id").asString());
        assertThat(ended.text()).as(ended.reason()).isEqualTo("granted\n");
        assertThat(ended.job().path("type").asString()).isEqualTo("TEST");
        assertThat(ended.job().path("ref").path("fetch").asString()).isEqualTo("+refs/pull/7/merge");
        assertThat(ended.job().path("trigger").path("type").asString()).isEqualTo("pull-request");
    }

    @Test
    void runsJobsThatFollowJobs() throws Exception {
        var repository = repository("test: echo done\n");
        var lib = user.project(repository.url());
        var app = user.project(repository.url(), Map.of("dependencies", List.of(lib)));
        var site = user.project(repository.url(), Map.of("dependencies",
                List.of(Map.of("project", app, "pattern", "main"))));
        var first = user.start(lib);
        user.end(first);
        var following = "/api/v1/jobs?trigger=dependency&project=";
        Patience.await().until(() -> !user.api().get(following + site).path("items").isEmpty());
        var last = user.end(user.api().get(following + site).path("items").path(0).path("id").asString());
        assertThat(last.conclusion()).isEqualTo("SUCCESS");
        assertThat(last.job().path("trigger").path("message").asString()).isEqualTo(app + " #1 succeeded");
        assertThat(user.api().get(following + app).path("items").path(0).path("trigger").path("url").asString())
                .contains(first);
        var circle = user.send("PUT", "/api/v1/projects/" + lib,
                "{\"repo\": {\"url\": \"/lib\"}, \"dependencies\": [\"" + site + "\"]}");
        assertThat(circle.statusCode()).isEqualTo(400);
        assertThat(circle.body()).contains(lib + " → " + site + " → " + app + " → " + lib);
        assertThat(user.send("DELETE", "/api/v1/projects/" + lib, "").statusCode()).isEqualTo(409);
    }

    @Test
    void goesOnAfterRestartWithHistoryAndQueuedJobs() throws Exception {
        var repository = repository("test: echo still here\n");
        var before = user.run(repository).job();
        stop();
        start(0);
        var project = user.project(repository.url());
        var waiting = List.of(user.start(project), user.start(project), user.start(project));
        Patience.await().untilAsserted(() -> assertThat(
                user.api().get("/api/v1/jobs/" + waiting.getFirst()).path("pending").path("code").asString())
                .isEqualTo("NO_DRONE"));
        stop();
        start(1);
        for (var job : waiting) {
            assertThat(user.end(job).text()).isEqualTo("still here\n");
        }
        assertThat(user.api().get("/api/v1/jobs/" + before.path("id").asString())).isEqualTo(before);
        assertThat(user.end(before.path("id").asString()).text()).isEqualTo("still here\n");
    }
}
