package dev.skep.drone.docker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import dev.skep.drone.process.CollectedOutput;
import dev.skep.drone.process.Deadline;
import dev.skep.drone.process.Ending;
import dev.skep.drone.process.Executor.Unfit;
import dev.skep.drone.process.JobEnvironment;
import dev.skep.drone.process.Limits;
import dev.skep.drone.process.Mark;
import dev.skep.drone.process.Place;
import dev.skep.drone.process.Script;
import dev.skep.message.ExecutorConfig;
import dev.skep.testing.DockerTest;
import dev.skep.testing.Patience;
import dev.skep.testing.TestDocker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** What becomes of jobs when the engine does not do what it is asked. */
@DockerTest
@Timeout(60)
class FailingEngineTest {

    private static final String PULL = "POST .*/images/create.*";

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final String execution = UUID.randomUUID().toString();
    private final CollectedOutput output = new CollectedOutput();
    private final CompletableFuture<Void> stop = new CompletableFuture<>();
    private final TestDocker docker;
    private final Containers containers;
    private final FlakyEngine engine;

    private final Path directory;

    FailingEngineTest(TestDocker docker, @TempDir Path home) throws IOException {
        this.docker = docker;
        this.containers = new Containers(docker, execution);
        this.engine = new FlakyEngine(home.resolve("docker.sock"), docker.host());
        this.directory = Files.createDirectory(home.resolve("job"));
    }

    @AfterEach
    void leavesNoContainer() throws Exception {
        threads.shutdownNow();
        Patience.await().until(() -> containers.id().isEmpty());
        engine.close();
    }

    @Test
    void leavesNothingOfAContainerThatCannotBeOpened() throws Exception {
        engine.refuse("GET .*/containers/[0-9a-f]+/json");

        assertThatThrownBy(() -> open(docker.image(), minute())).isInstanceOf(IOException.class)
                .hasMessage("docker: out of order");

        assertThat(containers.id()).isEmpty();
        Patience.await().until(() -> !engine.isOpen("POST /containers/.*/attach.*"));
    }

    @Test
    void givesUpAnImageWhenTheJobIsToStop() throws Exception {
        engine.leaveUnanswered(PULL);
        var opening = CompletableFuture.runAsync(() -> assertThatThrownBy(() -> open("not/here", minute()))
                .isInstanceOf(Unfit.class).hasMessageContaining("(the job is to stop)"), threads);
        Patience.await().until(() -> engine.wasAsked(PULL));
        assertThat(opening).isNotDone();

        stop.complete(null);

        opening.get();
    }

    @Test
    void givesUpAnImageAtTheDeadline() {
        engine.leaveUnanswered(PULL);

        assertThatThrownBy(() -> open("not/here", Deadline.in(Duration.ofMillis(500), "too long")))
                .isInstanceOf(Unfit.class).hasMessageContaining("(too long)");
    }

    @Test
    void saysWhyCommandsDoNotStartOrAreLost() throws Exception {
        try (var place = open(docker.image(), minute())) {
            var ending = CompletableFuture.supplyAsync(() -> run(place, "echo begun; sleep 600"), threads);
            Patience.await().until(() -> output.stdout().equals("begun\n"));

            engine.close();

            assertThat(ending.get()).isInstanceOfSatisfying(Ending.Lost.class, lost -> assertThat(lost.reason())
                    .startsWith(
                            "was lost: docker on the drone's machine does not answer any more (Connection refused)"));
            assertThat(run(place, "true"))
                    .isEqualTo(new Ending.NotStarted("could not be started: docker: Connection refused"));
        }
    }

    @Test
    void staysInterruptedWhenItIsWhileFilesAreGivenBack() throws Exception {
        assumeTrue(Files.getOwner(Path.of("/proc/self")).getName().equals("root"),
                "only root can give a directory away");
        var place = open(docker.image(), minute());
        run(place, "touch mine");
        Files.setAttribute(directory, "unix:uid", 4321);
        engine.leaveUnanswered("POST .*/wait.*");
        var interrupted = new CompletableFuture<Boolean>();
        var closing = Thread.ofPlatform().start(() -> {
            place.close();
            interrupted.complete(Thread.currentThread().isInterrupted());
        });
        Patience.await().until(() -> engine.wasAsked("POST .*/wait.*"));

        closing.interrupt();

        assertThat(interrupted.get()).isTrue();
    }

    private JobEnvironment open(String image, Deadline until) throws Unfit, IOException, InterruptedException {
        var executor = DockerExecutor.of(new ContainerOwner("d", directory), Map.of("DOCKER_HOST", engine.host()),
                threads,
                Duration.ofMillis(300));
        var config = new ExecutorConfig(ExecutorConfig.DOCKER, image, null, null, null, null, null);
        return executor.open(new Place(execution, directory, List.of(), config), until, stop);
    }

    private Ending run(JobEnvironment place, String text) {
        try {
            return place.run(new Script(new Mark(execution, 1), text, directory, Map.of(), null),
                    new Limits(minute(), null), output, stop);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Deadline minute() {
        return Deadline.in(Duration.ofMinutes(1), "a minute passed");
    }
}
