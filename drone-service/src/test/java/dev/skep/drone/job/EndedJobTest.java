package dev.skep.drone.job;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import dev.skep.drone.checkout.git.Origin;
import dev.skep.message.Conclusion;
import dev.skep.message.JobData;
import dev.skep.message.JobEvent;
import dev.skep.message.JobType;
import dev.skep.message.Phase;
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

import static org.assertj.core.api.Assertions.assertThat;

/** Jobs that are told to end before their time, and jobs that wait for the permit to deploy. */
@SuppressWarnings("NullAway.Init")
class EndedJobTest {

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

    private JobRunner runner(JobType type, @Nullable Duration timeout) throws IOException {
        var trigger = new Trigger(Trigger.MANUAL, null, null, Instant.EPOCH, null, new Trigger.Ui("p"));
        var repo = Repo.open(origin.url(), Vcs.GIT);
        return drone.runner(JobData.plain("j", "p", type, repo, new Ref("main", null, null), trigger, timeout),
                events);
    }

    private CompletableFuture<Boolean> start(JobRunner runner) {
        return CompletableFuture.supplyAsync(runner::run, drone.threads);
    }

    private static boolean end(CompletableFuture<Boolean> running) throws Exception {
        return running.get(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    private String log() {
        return new String(events.log(), StandardCharsets.UTF_8);
    }

    private void awaitLog(String text) {
        Patience.await().until(() -> log().equals(text));
    }

    @Test
    void cancelledJobEndsItsProcessesAndThenCleansUp() throws Exception {
        origin.commit("skep.yml", """
                test: [ "trap '' TERM; setsid sh -c 'sleep 601 & exit' ; echo begun; sleep 600", echo never ]
                cleanup: echo cleaned
                """);
        var runner = runner(JobType.TEST, null);
        var running = start(runner);
        awaitLog("begun\n");

        runner.cancel("ada");
        runner.cancel("bob");

        assertThat(end(running)).isTrue();
        assertThat(log()).isEqualTo("begun\ncleaned\n");
        assertThat(events.done().conclusion()).isEqualTo(Conclusion.CANCELLED);
        assertThat(events.done().reason()).isEqualTo("ada cancelled it");
        assertThat(events.all()).extracting(event -> event.getClass().getSimpleName()).containsExactly("Accepted",
                "Started", "CheckedOut", "CommandStarted", "CommandStdout", "Cancelling", "CommandDone", "Cancelled",
                "CommandStarted", "CommandStdout", "CommandDone", "Done");
        var evidence = events.of(JobEvent.Cancelled.class).findFirst().orElseThrow();
        assertThat(evidence.left()).isEmpty();
        assertThat(evidence.signalled()).anySatisfy(shell -> {
            assertThat(shell.program()).isEqualTo("sh");
            assertThat(shell.signals()).containsExactly("TERM", "KILL");
        });
        assertThat(evidence.signalled()).as("what escaped from its session, too")
                .filteredOn(process -> process.program().equals("sleep")).hasSize(2);
        assertThat(directory.resolve("work")).isEmptyDirectory();
    }

    @Test
    void jobThatIsCancelledBeforeItBeginsRunsNothing() throws Exception {
        origin.commit("skep.yml", "test: echo never\ncleanup: echo never");
        var runner = runner(JobType.TEST, null);

        runner.cancel("ada");

        assertThat(runner.run()).isTrue();
        assertThat(log()).isEmpty();
        assertThat(events.done().conclusion()).isEqualTo(Conclusion.CANCELLED);
        assertThat(events.of(JobEvent.Cancelled.class)).hasSize(1);
    }

    @Test
    void tellsOnceWhatItEndedThoughTheCleanupBreaks() throws Exception {
        origin.commit("skep.yml", "test: echo begun; sleep 600\ncleanup: echo cleaned");
        events = new Events() {
            @Override
            public boolean send(JobEvent event) {
                if (event instanceof JobEvent.CommandStarted start && start.phase() == Phase.CLEANUP) {
                    throw new IllegalStateException("nobody takes it");
                }
                return super.send(event);
            }
        };
        var runner = runner(JobType.TEST, null);
        var running = start(runner);
        awaitLog("begun\n");

        runner.cancel("ada");

        assertThat(end(running)).isTrue();
        assertThat(events.of(JobEvent.Cancelled.class)).singleElement()
                .satisfies(cancelled -> assertThat(cancelled.signalled()).isNotEmpty());
        assertThat(events.done().conclusion()).isEqualTo(Conclusion.CANCELLED);
    }

    @Test
    void cancelEndsACleanup() throws Exception {
        origin.commit("skep.yml", "test: 'true'\ncleanup: [ echo cleaning; trap '' TERM; sleep 600, echo never ]");
        var runner = runner(JobType.TEST, null);
        var running = start(runner);
        awaitLog("cleaning\n");

        runner.cancel("ada");

        assertThat(end(running)).isTrue();
        assertThat(log()).isEqualTo("cleaning\n");
        assertThat(events.done().conclusion()).isEqualTo(Conclusion.CANCELLED);
        assertThat(events.of(JobEvent.Tested.class)).hasSize(1);
        assertThat(events.of(JobEvent.Cancelled.class)).singleElement()
                .satisfies(cancelled -> assertThat(cancelled.signalled()).isNotEmpty());
        var said = events.all().size();
        runner.cancel("bob");
        assertThat(events.all()).as("it is over").hasSize(said);
    }

    @Test
    void supersededJobEndsAndSaysNothingMore() throws Exception {
        origin.commit("skep.yml", "test: [ echo begun, sleep 600 ]\ncleanup: echo never");
        var runner = runner(JobType.TEST, null);
        var running = start(runner);
        Patience.await().until(() -> events.of(JobEvent.CommandStarted.class).count() == 2);
        var said = events.all().size();

        runner.supersede("another has its place");

        assertThat(end(running)).as("nobody is to be told").isTrue();
        assertThat(events.all()).hasSize(said);
        assertThat(directory.resolve("work")).isEmptyDirectory();
    }

    @Test
    void cleanupOfCancelledJobEndsWhenTheDroneLeaves() throws Exception {
        origin.commit("skep.yml", "test: [ echo begun, sleep 600 ]\ncleanup: [ echo cleaning, sleep 600 ]");
        var runner = runner(JobType.TEST, null);
        var running = start(runner);
        awaitLog("begun\n");
        runner.cancel("ada");
        awaitLog("begun\ncleaning\n");

        runner.abandon();

        assertThat(end(running)).isFalse();
        assertThat(events.of(JobEvent.Done.class)).isEmpty();
    }

    @Test
    void deploysOnlyWhenItIsPermitted() throws Exception {
        origin.commit("skep.yml", "test: echo tested\ndeploy: echo deployed");
        drone.permitting = false;
        var runner = runner(JobType.TEST_AND_DEPLOY, null);
        var running = start(runner);
        Patience.await().until(() -> drone.wishes.size() >= 2);
        assertThat(log()).isEqualTo("tested\n");

        drone.permitting = true;

        assertThat(end(running)).isTrue();
        assertThat(log()).isEqualTo("tested\ndeployed\n");
        assertThat(drone.wishes).allMatch(wish -> wish.job().equals("j") && wish.drone().equals("d"));
    }

    @Test
    void doesNotDeployWhenItIsSupersededInsteadOfPermitted() throws Exception {
        origin.commit("skep.yml", "deploy: echo never");
        drone.permitting = false;
        var runner = runner(JobType.DEPLOY, null);
        var running = start(runner);
        Patience.await().until(() -> !drone.wishes.isEmpty());

        runner.supersede("another has its place");

        assertThat(end(running)).isTrue();
        assertThat(log()).isEmpty();
    }

    @Test
    void waitsForThePermitNoLongerThanTheJobMayTake() throws Exception {
        origin.commit("skep.yml", "deploy: echo never\ncleanup: echo cleaned");
        drone.permitting = false;

        assertThat(runner(JobType.DEPLOY, Duration.ofSeconds(3)).run()).isTrue();

        assertThat(log()).isEqualTo("cleaned\n");
        assertThat(events.done().conclusion()).isEqualTo(Conclusion.TIMED_OUT);
        assertThat(events.done().reason()).contains("permit");
    }

    @Test
    void asksForNoPermitWhenItDoesNotDeploy() throws Exception {
        origin.commit("skep.yml", "test: 'true'\ndeploy: echo never");
        assertThat(runner(JobType.TEST, null).run()).isTrue();
        assertThat(drone.wishes).isEmpty();
    }
}
