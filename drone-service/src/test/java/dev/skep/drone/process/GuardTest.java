package dev.skep.drone.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import dev.skep.message.ExecutorConfig;
import dev.skep.testing.Patience;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** What becomes of a drone's commands when the drone is killed. */
@EnabledOnOs(OS.LINUX)
@Timeout(60)
class GuardTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final long HUP_INT_QUIT_TERM = 0x4007;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Process> drones = new ArrayList<>();

    @TempDir
    private Path directory;

    @AfterEach
    void leavesNothing() {
        drones.forEach(Process::destroyForcibly);
        threads.shutdownNow();
    }

    @Test
    void killsAllWithinASecondWhenTheDroneIsKilled() throws Exception {
        var pids = pids("pids");
        var drone = drone("home", pids);

        drone.destroyForcibly().waitFor();

        Patience.await().atMost(SECOND).until(() -> pids.alive() == 0);
    }

    @Test
    void touchesNothingOfADroneOfTheSameNameInAnotherHome() throws Exception {
        var pids = pids("pids");
        var others = pids("others");
        var drone = drone("home", pids);
        drone("another", others);

        drone.destroyForcibly().waitFor();
        Patience.await().until(() -> pids.alive() == 0);
        Leftovers.end(owner("later"));

        assertThat(others.alive()).isEqualTo(others.count());
    }

    @Test
    void isReplacedWhenItIsKilled() throws Exception {
        var pids = pids("pids");
        var drone = drone("home", pids);
        var first = guards(drone).get(0);

        first.destroyForcibly();

        Patience.await().until(() -> Files.readString(log()).contains("process " + first.pid()
                + ", was ended (exit code 137): another one takes its place"));
        Patience.await().until(() -> guards(drone).size() == 1 && !guards(drone).contains(first));
        drone.destroyForcibly().waitFor();
        Patience.await().atMost(SECOND).until(() -> pids.alive() == 0);
    }

    @Test
    void holdsNothingOfTheDroneAndHearsNoSignal() throws Exception {
        var guard = Guard.start(owner("this"), threads);
        var proc = Path.of("/proc", Long.toString(guard.pid()));
        Patience.await().until(() -> (ignoredSignals(proc) & HUP_INT_QUIT_TERM) == HUP_INT_QUIT_TERM);

        assertThat(session(proc)).isEqualTo(guard.pid());
        assertThat(Files.readString(proc.resolve("environ")).split("\0", -1))
                .containsExactlyInAnyOrder("PATH=" + System.getenv("PATH"), "LC_ALL=C", "");
        assertThat(proc.resolve("cwd").toRealPath()).isEqualTo(Path.of("/"));
        for (var stream : List.of("1", "2")) {
            assertThat(proc.resolve("fd").resolve(stream).toRealPath()).isEqualTo(Path.of("/dev/null"));
        }
        guard.close();
        assertThat(proc).doesNotExist();
    }

    @Test
    void endsWithTheDroneAndLeavesTheNextStartAlone() throws Exception {
        var pids = pids("pids");
        var place = place(owner("next"));
        place.run(script(place, pids.stubborn() + " &"), limits(), new CollectedOutput(), new CompletableFuture<>());
        Patience.await().until(() -> pids.count() == 1);

        Guard.start(owner("this"), threads).close();

        assertThat(pids.alive()).isOne();
        place.close();
        assertThat(pids.alive()).isZero();
    }

    private JobEnvironment place(Owner owner) {
        return new ProcessExecutor(new Shell(owner, threads, Duration.ZERO), System.getenv()).open(
                new Place("e", directory, List.of(), ExecutorConfig.of(ExecutorConfig.PROCESS)),
                limits().deadline(), new CompletableFuture<>());
    }

    private Script script(JobEnvironment place, String text) {
        return new Script(new Mark("e", 1), text, directory, place.variables(), null);
    }

    private static Limits limits() {
        return new Limits(Deadline.in(Duration.ofMinutes(1), "a minute passed"), null);
    }

    private Pids pids(String name) {
        return new Pids(directory.resolve(name));
    }

    /** Whose first command has left something, and whose second one runs on, with much that hides in different ways. */
    private Process drone(String home, Pids pids) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var stubborn = pids.stubborn();
        var hidden = Files.writeString(directory.resolve("hidden.sh"), "SKEP_EXECUTION=$MARK sleep 600 &\n" + stubborn);
        var drone = new ProcessBuilder(java, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp",
                System.getProperty("java.class.path"), HoldCommands.class.getName(), "d", home(home).toString(),
                directory.toString(), stubborn + " &", "(setsid " + stubborn + " &); env -i setsid " + stubborn
                        + " & exec env -i MARK=$SKEP_EXECUTION sh " + hidden)
                .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile())).start();
        drones.add(drone);
        Patience.await().until(() -> pids.count() == 4);
        return drone;
    }

    private Path home(String name) throws IOException {
        return Files.createDirectories(directory.resolve(name));
    }

    private Path log() {
        return directory.resolve("log");
    }

    private Owner owner(String start) throws IOException {
        return Owner.of("d", home("home"), start);
    }

    private static List<ProcessHandle> guards(Process drone) {
        return drone.children().filter(child -> child.info().commandLine().orElse("").contains("skep-guard")).toList();
    }

    private static long ignoredSignals(Path proc) throws IOException {
        var line = Files.readAllLines(proc.resolve("status")).stream().filter(any -> any.startsWith("SigIgn:"));
        return Long.parseLong(line.findFirst().orElseThrow().split("\t", -1)[1], 16);
    }

    private static long session(Path proc) throws IOException {
        var stat = Files.readString(proc.resolve("stat"));
        return Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[3]);
    }
}
