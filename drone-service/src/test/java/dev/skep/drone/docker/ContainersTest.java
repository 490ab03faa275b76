package dev.skep.drone.docker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
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
import dev.skep.drone.process.Executor;
import dev.skep.drone.process.Executor.Unfit;
import dev.skep.drone.process.JobEnvironment;
import dev.skep.drone.process.Limits;
import dev.skep.drone.process.Mark;
import dev.skep.drone.process.Place;
import dev.skep.drone.process.Script;
import dev.skep.message.ExecutorConfig;
import dev.skep.message.JobEvent.Signalled;
import dev.skep.testing.DockerTest;
import dev.skep.testing.Patience;
import dev.skep.testing.TestDocker;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** What only containers have. */
@DockerTest
@Timeout(60)
class ContainersTest {

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final String execution = UUID.randomUUID().toString();
    private final CollectedOutput output = new CollectedOutput();
    private final CompletableFuture<?> stop = new CompletableFuture<>();
    private final TestDocker docker;
    private final Containers containers;

    @TempDir
    private Path home;
    @TempDir
    private Path directory;

    ContainersTest(TestDocker docker) {
        this.docker = docker;
        this.containers = new Containers(docker, execution);
    }

    @AfterEach
    void leavesNoContainer() throws Exception {
        threads.shutdownNow();
        assertThat(containers.id()).isEmpty();
    }

    @Test
    void hasTheLimitsThatItWasGivenAndNoPrivileges() throws Exception {
        var config = new ExecutorConfig(ExecutorConfig.DOCKER, docker.image(), "64M", 0.5, 50, "none", "somebody");
        try (var place = open(config)) {
            assertThat(containers.inspect("{{with .HostConfig}}{{.Memory}} {{.MemorySwap}} {{.NanoCpus}} {{.PidsLimit}}"
                    + " {{.NetworkMode}} {{.Privileged}} {{.SecurityOpt}} {{.Init}}{{end}} {{.Config.User}}"))
                    .isEqualTo("67108864 67108864 500000000 50 none false [no-new-privileges] true somebody");

            run(place, "id -u; ls /sys/class/net; touch here; echo $HOME");

            assertThat(output.stdout()).isEqualTo("1234\nlo\n/tmp\n");
            assertThat(output.stderr()).isEmpty();
            assertThat(directory.resolve("here")).exists();
        }
    }

    @Test
    void hasANetworkUnlessToldOtherwise() throws Exception {
        try (var place = open(config())) {
            run(place, "ls /sys/class/net");

            assertThat(output.stdout().lines()).contains("lo").hasSizeGreaterThan(1);
        }
    }

    @Test
    void allowsNoMoreProcessorsThanThereAre() throws Exception {
        try (var place = open(config("docker", null, 5000.0, null, null, null))) {
            assertThat(run(place, "true")).isEqualTo(new Ending.Exited(0));
        }
    }

    @Test
    void namesTheFieldThatCannotBeMeant() {
        assertUnfit(config("docker", "12x", null, null, null, null), "the executor's memory cannot be 12x: say ");
        assertUnfit(config("docker", "99999999999g", null, null, null, null), "the executor's memory cannot be ");
        assertUnfit(config("docker", null, -1.0, null, null, null), "the executor's cpus cannot be -1.0: say ");
        assertUnfit(config("docker", null, Double.NaN, null, null, null), "the executor's cpus cannot be NaN: say ");
        assertUnfit(config("docker", null, null, 0, null, null), "the executor's pids cannot be 0: say ");
        assertUnfit(config("docker", null, null, null, "host", null), "the executor's network cannot be host: say ");
        assertUnfit(config("docker", "1k", null, null, null, null), "docker refuses a container of the image ");
        assertUnfit(config("docker", null, null, null, null, "nobody-knows"), "docker refuses ", "nobody-knows");
        assertUnfit(ExecutorConfig.of("docker"), "the docker executor needs an image: ");
        assertUnfit(image(docker.bare()), "the image " + docker.bare() + " cannot run commands, as it has no sh");
        assertUnfit(image("No Such Image"), "the image No Such Image ");
        assertUnfit(image("localhost:1/no/such:image"),
                "the image localhost:1/no/such:image is not on the drone's machine"
                        + " and docker cannot pull it (",
                "127.0.0.1:1", "correct its name in skep.yml");
    }

    @Test
    void showsWhatTheImageSetsAndLetsGitTrustTheCheckout() throws Exception {
        try (var place = open(config())) {
            assertThat(place.variables()).containsEntry("FROM_IMAGE", "yes").containsKey("PATH");

            run(place, "echo $FROM_IMAGE $GIT_CONFIG_COUNT $GIT_CONFIG_KEY_0 \"$GIT_CONFIG_VALUE_0\"");

            assertThat(output.stdout()).isEqualTo("yes 1 safe.directory *\n");
        }
    }

    @Test
    void letsReadWhatIsReadableAndNotWrite() throws Exception {
        var readable = Files.createDirectory(home.resolve("clone"));
        Files.writeString(readable.resolve("file"), "content");
        try (var place = executor().open(place(List.of(readable), config()), minute(), stop)) {
            assertThat(run(place, "cat " + readable + "/file; touch " + readable + "/mine"))
                    .isEqualTo(new Ending.Exited(1));

            assertThat(output.stdout()).isEqualTo("content");
            assertThat(output.stderr()).contains("Read-only file system");
        }
    }

    @Test
    void removesWhatAnEarlierStartOfTheSameDroneLeft() throws Exception {
        var left = open(config());
        var other = DockerExecutor.of(new ContainerOwner("d", directory), environment(), threads,
                Duration.ofSeconds(1));
        assertThat(other.unusable()).isNull();
        assertThat(containers.id()).as("of a drone of that name in another home").isNotEmpty();

        assertThat(executor().unusable()).isNull();

        assertThat(containers.id()).isEmpty();
        left.close();
    }

    @Test
    void endsWithAContainerThatIsKilledInBetween() throws Exception {
        try (var place = open(config())) {
            var ending = CompletableFuture.supplyAsync(() -> run(place, "echo begun; sleep 600"), threads);
            Patience.await().until(() -> output.stdout().equals("begun\n"));

            docker.command("kill", containers.id());

            assertThat(ending.get()).isEqualTo(new Ending.Exited(128 + 9));
            assertThat(run(place, "true")).isInstanceOfSatisfying(Ending.NotStarted.class, notStarted -> assertThat(
                    notStarted.reason()).startsWith("could not be started: "));
        }
    }

    @Test
    void killsTheContainerOfACommandThatCannotBeEndedAlone() throws Exception {
        try (var place = open(config())) {
            var limits = new Limits(Deadline.in(Duration.ofSeconds(1), "enough"), null);

            var ending = place.run(
                    script("kill -STOP $(grep -l '[)] . 1 ' /proc/[0-9]*/stat | cut -d/ -f3); sleep 600"), limits,
                    output, stop);

            assertThat(ending).isInstanceOf(Ending.TimedOut.class);
            Patience.await().until(() -> containers.id().isEmpty());
        }
    }

    @Test
    void letsTheDroneDeleteWhatOthersMadeInTheContainer() throws Exception {
        assumeTrue(isRoot(), "only root can give a directory away");
        var drone = "4321";
        Files.setPosixFilePermissions(directory.getParent(), PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setAttribute(directory, "unix:uid", Integer.parseInt(drone));
        try (var place = open(config())) {
            run(place, "mkdir -p a/b; touch a/b/c; chmod 700 a/b; chmod 1755 a");
        }

        var deletion = new ProcessBuilder("setpriv", "--reuid", drone, "--clear-groups", "rm", "-rf",
                directory.resolve("a").toString()).inheritIO().start();

        assertThat(deletion.waitFor()).isZero();
        assertThat(directory.resolve("a")).doesNotExist();
    }

    @Test
    void letsTheImagesUserWriteToTheCheckout() throws Exception {
        var config = config("docker", null, null, null, null, "somebody");
        var made = Files.createDirectory(directory.resolve("made"));
        Files.writeString(made.resolve("file"), "old");
        Files.setPosixFilePermissions(made.resolve("file"), PosixFilePermissions.fromString("rwx------"));
        try (var place = open(config)) {
            assertThat(run(place, "test -x made/file; echo new >made/file; mkdir made/more; touch more"))
                    .isEqualTo(new Ending.Exited(0));
        }

        assertThat(made.resolve("file")).hasContent("new\n");
        assertThat(made.resolve("more")).isDirectory();
    }

    @Test
    void goesWithADroneThatIsKilled() throws Exception {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var drone = new ProcessBuilder(java, "-cp", System.getProperty("java.class.path"),
                HoldContainer.class.getName(),
                docker.host(), docker.image(), execution, directory.toString()).inheritIO().start();
        Patience.await().until(() -> Files.exists(directory.resolve("begun")));
        assertThat(containers.id()).isNotEmpty();

        drone.destroyForcibly().waitFor();

        Patience.await().atMost(Duration.ofSeconds(1)).until(() -> !containers.isRunning());
        Patience.await().until(() -> containers.id().isEmpty());
    }

    /** In a container there is nowhere to hide. */
    @Test
    void endsAllProcessesWhateverTheyDid() throws Exception {
        try (var place = open(config())) {
            run(place, "(env -i setsid sh -c 'echo $$; exec sleep 600 >/dev/null 2>&1' &); sleep 0.3");
            var pid = Long.parseLong(output.stdout().strip());

            var evidence = place.endAll();

            assertThat(evidence.signalled()).extracting(Signalled::pid).containsExactly(pid);
            assertThat(evidence.left()).isEmpty();
            assertThat(containers.isAlive(Long.toString(pid))).isFalse();
            assertThat(run(place, "true")).isEqualTo(new Ending.Exited(0));
        }
    }

    @Test
    void canBeUsedAsSoonAsTheEngineIsThere() throws Exception {
        var socket = home.resolve("docker.sock");
        var late = DockerExecutor.of(new ContainerOwner("d", home), Map.of("DOCKER_HOST", "unix://" + socket), threads,
                Duration.ofSeconds(1));
        assertThat(late.unusable()).startsWith("docker does not answer at unix://" + socket + " (")
                .endsWith("): install and start docker, or set DOCKER_HOST to where it listens");
        assertThatThrownBy(() -> late.open(place(List.of(), config()), minute(), stop))
                .isInstanceOf(IOException.class);

        Files.createSymbolicLink(socket, Path.of(docker.host().substring("unix://".length())));

        assertThat(late.unusable()).isNull();
    }

    @Test
    void saysThatItIsSetUpInAWayThatCannotBeMeant() {
        for (var host : List.of("not a uri", "ftp://host", "unix:")) {
            var wrong = DockerExecutor.of(new ContainerOwner("d", home), Map.of("DOCKER_HOST", host), threads,
                    Duration.ofSeconds(1));

            assertThat(wrong.name()).isEqualTo("docker");
            assertThat(wrong.unusable()).as(host).contains("DOCKER_HOST");
        }
    }

    private static boolean isRoot() throws IOException {
        return Files.getOwner(Path.of("/proc/self")).getName().equals("root");
    }

    private void assertUnfit(ExecutorConfig config, String beginning, String... parts) {
        assertThatThrownBy(() -> open(config)).isInstanceOf(Unfit.class).hasMessageStartingWith(beginning)
                .hasMessageContainingAll(parts.length == 0 ? new String[]{beginning} : parts);
    }

    private ExecutorConfig config() {
        return image(docker.image());
    }

    private static ExecutorConfig image(String image) {
        return new ExecutorConfig(ExecutorConfig.DOCKER, image, null, null, null, null, null);
    }

    private ExecutorConfig config(String type, @Nullable String memory, @Nullable Double cpus, @Nullable Integer pids,
            @Nullable String network, @Nullable String user) {
        return new ExecutorConfig(type, docker.image(), memory, cpus, pids, network, user);
    }

    private Executor executor() {
        return DockerExecutor.of(new ContainerOwner("d", home), environment(), threads, Duration.ofMillis(300));
    }

    private Map<String, String> environment() {
        return Map.of("DOCKER_HOST", docker.host());
    }

    private JobEnvironment open(ExecutorConfig config) throws Unfit, IOException, InterruptedException {
        return executor().open(place(List.of(), config), minute(), stop);
    }

    private Ending run(JobEnvironment place, String text) {
        try {
            return place.run(script(text), new Limits(minute(), null), output, stop);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Place place(List<Path> readable, ExecutorConfig config) {
        return new Place(execution, directory, readable, config);
    }

    private static Deadline minute() {
        return Deadline.in(Duration.ofMinutes(1), "a minute passed");
    }

    private Script script(String text) {
        return new Script(new Mark(execution, 1), text, directory, Map.of(), null);
    }
}
