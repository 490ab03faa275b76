package dev.skep.drone.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** What {@link ExecutorContract} does not say of it. */
@Timeout(20)
class ShellTest {

    private static final Duration GRACE = Duration.ofMillis(300);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CollectedOutput output = new CollectedOutput();
    private final String execution = UUID.randomUUID().toString();
    private final CompletableFuture<?> stop = new CompletableFuture<>();
    private final Shell shell = new Shell(threads, GRACE);
    private final JobEnvironment place = open(execution);

    @TempDir
    private Path directory;

    @AfterEach
    void leavesNoThread() {
        threads.shutdownNow();
    }

    @Test
    void runsInItsDirectoryWithItsEnvironmentAlone() throws Exception {
        assertThat(run("pwd; echo $GREETING; env | cut -d= -f1 | sort | tr '\\n' ' '; cat; echo oops >&2"))
                .isEqualTo(new Ending.Exited(0));

        assertThat(output.stdout().lines())
                .containsExactly(directory.toRealPath().toString(), "hi", "GREETING PATH PWD SKEP_EXECUTION ");
        assertThat(output.stderr()).isEqualTo("oops\n");
    }

    @Test
    void callsItselfSh() throws Exception {
        assertThat(run("no-such-command")).isEqualTo(new Ending.Exited(127));

        assertThat(output.stderr()).startsWith("sh: ");
    }

    @Test
    void givesUpOnAProcessThatCannotBeFound() throws Exception {
        assertThat(run("env -i setsid sh -c 'echo $$; exec sleep 5' & sleep 0.2")).isEqualTo(new Ending.Exited(0));

        var pid = Long.parseLong(output.stdout().strip());
        assertThat(ProcessHandle.of(pid)).hasValueSatisfying(ProcessHandle::destroyForcibly);
    }

    @Test
    void leavesAQuietBackgroundProcessUntilTheExecutionEnds() throws Exception {
        run("setsid sleep 600 >/dev/null 2>&1 & echo $!");
        var pid = output.stdout().strip();
        assertThat(isAlive(pid)).isTrue();

        open("another").close();
        assertThat(isAlive(pid)).isTrue();
        place.close();
        assertThat(isAlive(pid)).isFalse();
    }

    private Ending run(String text) throws InterruptedException {
        var environment = Map.of("GREETING", "hi", "PATH", System.getenv("PATH"));
        var minute = new Limits(Deadline.in(Duration.ofMinutes(1), "a minute passed"), null);
        return place.run(new Script(new Mark(execution, 1), text, directory, environment, null), minute, output, stop);
    }

    private JobEnvironment open(String name) {
        return Processes.open(shell, name, Map.of(), stop);
    }

    private static boolean isAlive(String pid) throws IOException {
        var stat = Path.of("/proc", pid, "stat");
        return Files.exists(stat) && !Files.readString(stat).contains(") Z");
    }
}
