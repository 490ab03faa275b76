package dev.skep.drone.job;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;

import dev.skep.drone.checkout.git.Origin;
import dev.skep.drone.process.Pids;
import dev.skep.message.Conclusion;
import dev.skep.message.JobData;
import dev.skep.message.JobEvent;
import dev.skep.message.JobType;
import dev.skep.message.Ref;
import dev.skep.message.Repo;
import dev.skep.message.Trigger;
import dev.skep.message.Vcs;
import dev.skep.testing.Patience;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

class JobRunnerTest {

    @TempDir
    private Path directory;
    private Origin origin;
    private TestDrone drone;
    private Events events;

    @BeforeEach
    void makesARepository() throws Exception {
        drone = new TestDrone(directory);
        events = drone.events;
        origin = Origin.in(directory.resolve("origin"));
    }

    @AfterEach
    void closes() {
        origin.close();
        drone.close();
    }

    @Test
    void tellsTheWholeStoryOfAJob() throws Exception {
        var commit = origin.commit("skep.yml", """
                prepare: echo prepared
                test: [ "echo tested >&2", { run: "true", name: Nothing } ]
                deploy: echo deployed
                cleanup: echo cleaned
                """);

        runToItsEnd(JobType.TEST_AND_DEPLOY);

        assertThat(events.all()).extracting(JobRunnerTest::shown).containsExactly("accepted d", "started",
                "checkout " + commit, "1 prepare echo prepared", "1 out prepared\n", "1 done 0",
                "2 test echo tested >&2", "2 err tested\n", "2 done 0", "3 test Nothing", "3 done 0", "tested 0",
                "4 deploy echo deployed", "4 out deployed\n", "4 done 0", "deployed 0", "5 cleanup echo cleaned",
                "5 out cleaned\n", "5 done 0", "SUCCESS null");
        assertThat(events.all()).extracting(event -> event.stamp().seq())
                .containsExactlyElementsOf(LongStream.range(2, 22).boxed().toList());
        assertThat(events.done().log()).satisfies(log -> {
            assertThat(log.bytes()).isEqualTo(events.log().length);
            assertThat(log.lines()).isEqualTo(4);
            assertThat(log.sha256()).isEqualTo(
                    HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(events.log())));
        });
    }

    @ParameterizedTest
    @CsvSource({"TEST, environment prepare test cleanup", "DEPLOY, environment prepare deploy cleanup",
            "TEST_AND_DEPLOY, environment prepare test deploy cleanup"})
    void runsThePhasesOfItsType(JobType type, String phases) throws Exception {
        origin.commit("skep.yml",
                "{ environment: 'true', prepare: 'true', test: 'true', deploy: 'true', cleanup: 'true' }");

        runToItsEnd(type);

        assertThat(events.of(JobEvent.CommandStarted.class)).extracting(start -> start.phase().word())
                .containsExactly(phases.split(" "));
        assertThat(events.of(JobEvent.Tested.class)).hasSize(type.tests() ? 1 : 0);
        assertThat(events.of(JobEvent.Deployed.class)).hasSize(type.deploys() ? 1 : 0);
    }

    @Test
    void skipsAllButTheCleanupAfterAFailure() throws Exception {
        origin.commit("skep.yml", """
                test: [ "true", "exit 7", echo never ]
                deploy: echo never
                cleanup: [ echo cleaned, "false", echo never ]
                """);

        runToItsEnd(JobType.TEST_AND_DEPLOY);

        assertVerdict(Conclusion.FAILURE, "command 2 (exit 7) ended with exit code 7");
        assertThat(log()).isEqualTo("cleaned\n");
        assertThat(events.of(JobEvent.Tested.class)).extracting(JobEvent.Tested::code).containsExactly(7);
        assertThat(events.of(JobEvent.Deployed.class)).isEmpty();
        assertThat(events.of(JobEvent.CommandDone.class)).extracting(JobEvent.CommandDone::exitCode).containsExactly(0,
                7,
                0, 1);
    }

    @Test
    void namesACommandThatIsNotFound() throws Exception {
        origin.commit("skep.yml", "test: { run: x }".replace("{ run: x }", "[{ run: no-such-thing, name: Lint }]"));

        runToItsEnd(JobType.TEST);

        assertVerdict(Conclusion.FAILURE, "command 1 (Lint) ended with exit code 127");
    }

    @Test
    void showsCommandsWhatTheyMayKnow() throws Exception {
        origin.commit("skep.yml", """
                env: { GREETING: hi, SKEP_PROJECT: mine }
                test: env | grep -E '^(CI|SKEP|GREETING|SECRET|LC_ALL)' | grep -v SKEP_EXECUTION | sort
                """);

        runToItsEnd(JobType.TEST);

        assertThat(log().lines()).containsExactly("CI=true", "GREETING=hi", "LC_ALL=C", "SKEP=true", "SKEP_ATTEMPT=1",
                "SKEP_BRANCH=main", "SKEP_COMMIT=" + events.of(JobEvent.CheckedOut.class).findFirst().get().commit(),
                "SKEP_DRONE=d", "SKEP_JOB_ID=j", "SKEP_JOB_NUMBER=1", "SKEP_JOB_TYPE=TEST", "SKEP_PROJECT=mine",
                "SKEP_TRIGGER=manual");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "timeout: 1s | the job took longer than 1s, the timeout in skep.yml",
            "quiet-timeout: 1s | command 1 (echo begun; sleep 600) wrote nothing for 1s, the quiet-timeout in skep.yml"})
    void timesOutAndStillCleansUp(String limit, String reason) throws Exception {
        origin.commit("skep.yml", limit + "\ntest: echo begun; sleep 600\ncleanup: echo cleaned");

        runToItsEnd(JobType.TEST);

        assertVerdict(Conclusion.TIMED_OUT, reason);
        assertThat(log()).isEqualTo("begun\ncleaned\n");
        assertThat(events.of(JobEvent.Tested.class)).extracting(JobEvent.Tested::code).containsExactly(128 + 15);
    }

    @ParameterizedTest
    @ValueSource(strings = {"timeout: 2s\ntest: %s", "quiet-timeout: 1s\ntest: %s", "test: [{run: %s, timeout: 1s}]"})
    void endsAllThatTimesOutBeforeItCleansUp(String limited) throws Exception {
        var pids = new Pids(directory.resolve("pids"));
        var begin = Files.writeString(directory.resolve("begin.sh"),
                "(setsid " + pids.stubborn() + " &)\n" + pids.stubborn());
        var look = Files.writeString(directory.resolve("look.sh"), "for pid in $(cat " + pids.file()
                + "); do ! grep '[)] [^Z]' /proc/$pid/stat 2>/dev/null; done; echo cleaned");
        origin.commit("skep.yml", limited.formatted("sh " + begin) + "\ncleanup: sh " + look);

        runToItsEnd(JobType.TEST);

        assertThat(events.done().conclusion()).isEqualTo(Conclusion.TIMED_OUT);
        assertThat(pids.count()).isEqualTo(2);
        assertThat(log()).isEqualTo("cleaned\n");
    }

    @Test
    void keepsTheTimeoutOfACommandAndOfTheProject() throws Exception {
        origin.commit("skep.yml", "test: [{ run: sleep 600, timeout: 1s }]");
        runToItsEnd(JobType.TEST);
        assertVerdict(Conclusion.TIMED_OUT, "command 1 (sleep 600) took longer than 1s, its timeout in skep.yml");

        events.all().clear();
        origin.commit("skep.yml", "test: sleep 600");
        runner(job(JobType.TEST, Duration.ofMillis(300)), events).run();
        assertVerdict(Conclusion.TIMED_OUT, "the job took longer than 300ms, the project's timeout");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "`tset: a` | TEST | skep.yml:1: expected one of env, timeout, quiet-timeout, needs, environment, prepare, test,"
                    + " deploy, cleanup, plugins, executor, but found \"tset\"",
            "`test: a` | DEPLOY | skep.yml has no commands for the phase deploy, but the job's type is DEPLOY: add the key"
                    + " deploy, or change the type",
            "`deploy: a` | TEST_AND_DEPLOY | skep.yml has no commands for the phase test, but the job's type is"
                    + " TEST_AND_DEPLOY: add the key test, or change the type",
            "`{test: a, plugins: [env, env]}` | TEST | skep.yml:1: expected each plugin once, but \"env\" stands here again",
            "`{test: a, plugins: [{id: env, config: {variable: x}}]}` | TEST | plugin env: there is no setting variable: it"
                    + " takes variables"})
    void runsNothingWhenTheFileDoesNotFit(String file, JobType type, String reason) throws Exception {
        origin.commit("skep.yml", file);

        runToItsEnd(type);

        assertVerdict(Conclusion.ERROR, reason);
        assertThat(events.of(JobEvent.CommandStarted.class)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"plugins: [nowhere] | the plugin nowhere",
            "needs: {plugins: [nowhere]} | the plugin nowhere", "executor: {image: a} | the executor docker",
            "needs: {labels: {os: mac}} | the label os=mac"})
    void asksForAnotherDroneWhenThisOneLacksWhatTheFileNeeds(String file, String lacking) throws Exception {
        origin.commit("skep.yml", "test: a\n" + file);

        assertThat(runner(job(JobType.TEST, null), events).run()).isTrue();

        assertThat(events.of(JobEvent.Requeued.class)).extracting(JobEvent.Requeued::reason)
                .containsExactly("the job needs " + lacking + ", which drone d has not");
        assertThat(events.of(JobEvent.Done.class)).isEmpty();
        assertThat(events.of(JobEvent.CommandStarted.class)).isEmpty();
    }

    @Test
    void runsWhenItsLabelsFit() throws Exception {
        origin.commit("skep.yml", "{test: 'true', needs: {labels: {os: linux}}}");

        runToItsEnd(JobType.TEST);

        assertVerdict(Conclusion.SUCCESS, null);
    }

    @Test
    void saysWhyThereIsNoCode() throws Exception {
        origin.commit("a", "a");
        var job = JobData.plain("j", "p", JobType.TEST, repo(), new Ref("none", null, null), trigger(), null);

        assertThat(runner(job, events).run()).isTrue();

        assertThat(events.done().conclusion()).isEqualTo(Conclusion.ERROR);
        assertThat(events.done().reason()).startsWith("there is no branch none in ");
    }

    @Test
    void saysPlainlyThatACommandIsTooLong() throws Exception {
        origin.commit("skep.yml", "test: 'true " + "x".repeat(200_000) + "'\ncleanup: echo cleaned");

        runToItsEnd(JobType.TEST);

        assertThat(events.done().conclusion()).isEqualTo(Conclusion.ERROR);
        assertThat(events.done().reason()).contains("is too long for this system");
        assertThat(log()).isEqualTo("cleaned\n");
    }

    @Test
    void tellsThatTheCleanupTookTooLong() throws Exception {
        origin.commit("skep.yml", "test: 'true'\ncleanup: [{ run: sleep 600, timeout: 1s }]");

        runToItsEnd(JobType.TEST);

        assertVerdict(Conclusion.SUCCESS, null);
        assertThat(log()).isEqualTo("command 2 (sleep 600) took longer than 1s, its timeout in skep.yml\n");
    }

    @Test
    void stopsWithoutAVerdict() throws Exception {
        origin.commit("skep.yml", "test: echo begun; sleep 600\ncleanup: echo never");
        var runner = runner(job(JobType.TEST, null), events);
        var finished = CompletableFuture.supplyAsync(runner::run, drone.threads);
        Patience.await().until(() -> log().equals("begun\n"));

        runner.abandon();

        assertThat(finished.get()).isFalse();
        assertThat(events.of(JobEvent.Done.class)).isEmpty();
        assertThat(requireNonNull(events.last()).lastSeq()).isEqualTo(events.all().getLast().stamp().seq());
        assertThat(log()).isEqualTo("begun\n");
        assertThat(directory.resolve("work")).isEmptyDirectory();
    }

    @Test
    void endsInErrorWhenTheDroneFails() throws Exception {
        origin.commit("skep.yml", "test: 'true'");
        events = new Events() {
            @Override
            public boolean send(JobEvent event) {
                if (event instanceof JobEvent.CheckedOut) {
                    throw new IllegalStateException("out of order");
                }
                return super.send(event);
            }
        };

        assertThat(runner(job(JobType.TEST, null), events).run()).isTrue();

        assertVerdict(Conclusion.ERROR, "the drone failed to run the job, and its log says more:"
                + " java.lang.IllegalStateException: out of order");
    }

    private void runToItsEnd(JobType type) throws IOException {
        assertThat(runner(job(type, null), events).run()).isTrue();
        assertThat(directory.resolve("work")).isEmptyDirectory();
    }

    private JobRunner runner(JobData job, EventSink sink) throws IOException {
        return drone.runner(job, sink);
    }

    private JobData job(JobType type, @Nullable Duration timeout) {
        return JobData.plain("j", "p", type, repo(), new Ref("main", null, null), trigger(), timeout);
    }

    private Repo repo() {
        return Repo.open(origin.url(), Vcs.GIT);
    }

    private static Trigger trigger() {
        return new Trigger(Trigger.MANUAL, null, null, Instant.EPOCH, null, new Trigger.Ui("p"));
    }

    private void assertVerdict(Conclusion conclusion, @Nullable String reason) {
        assertThat(events.done()).extracting(JobEvent.Done::conclusion, JobEvent.Done::reason)
                .isEqualTo(java.util.Arrays.asList(conclusion, reason));
    }

    private String log() {
        return new String(events.log(), StandardCharsets.UTF_8);
    }

    private static String shown(JobEvent event) {
        return switch (event) {
            case JobEvent.Accepted accepted -> "accepted " + accepted.drone();
            case JobEvent.Started started -> "started";
            case JobEvent.CheckedOut out -> "checkout " + out.commit();
            case JobEvent.CommandStarted start -> start.num() + " " + start.phase().word() + " "
                    + (start.name() == null ? start.screencmd() : start.name());
            case JobEvent.CommandStdout out -> out.num() + " out " + out.output().text();
            case JobEvent.CommandStderr err -> err.num() + " err " + err.output().text();
            case JobEvent.CommandDone done -> done.num() + " done " + done.exitCode();
            case JobEvent.Tested tested -> "tested " + tested.code();
            case JobEvent.Deployed deployed -> "deployed " + deployed.code();
            case JobEvent.Done done -> done.conclusion() + " " + done.reason();
            case JobEvent.Queued other -> "queued";
            case JobEvent.Assigned other -> "assigned";
            case JobEvent.Lost other -> "lost";
            case JobEvent.Stdout out -> "out " + out.output().text();
            case JobEvent.Stderr err -> "err " + err.output().text();
            case JobEvent.PluginData data -> data.plugin() + " " + data.data();
            case JobEvent.Truncated truncated -> "truncated " + truncated.limit();
            case JobEvent.Cancelling cancelling -> "cancelling " + cancelling.by();
            case JobEvent.Cancelled cancelled -> "cancelled " + cancelled.signalled() + cancelled.left();
            case JobEvent.Requeued requeued -> "requeued " + requeued.reason();
        };
    }
}
