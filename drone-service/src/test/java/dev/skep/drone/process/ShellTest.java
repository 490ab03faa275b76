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

import dev.skep.drone.process.Limits.Silence;
import dev.skep.testing.Patience;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(20)
class ShellTest {

    private static final Duration GRACE = Duration.ofMillis(300);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Shell shell = new Shell(threads, GRACE);
    private final CollectedOutput output = new CollectedOutput();
    private final CompletableFuture<Void> stop = new CompletableFuture<>();
    private final String execution = UUID.randomUUID().toString();

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
    void returnsExitCodes() throws Exception {
        assertThat(run("exit 3")).isEqualTo(new Ending.Exited(3));
        assertThat(run("false; echo unreachable")).isEqualTo(new Ending.Exited(1));
        assertThat(run("no-such-command")).isEqualTo(new Ending.Exited(127));
        assertThat(run("kill -9 $$")).isEqualTo(new Ending.Exited(128 + 9));
        assertThat(output.stdout()).isEmpty();
        assertThat(output.stderr()).startsWith("sh: ");
    }

    @Test
    void findsItsShellWhateverThePath() throws Exception {
        var script = new Script(new Mark(execution, 1), "echo $PATH", directory, Map.of("PATH", "/nowhere"), null);

        assertThat(shell.run(script, new Limits(minute(), null), output, stop)).isEqualTo(new Ending.Exited(0));
        assertThat(output.stdout()).isEqualTo("/nowhere\n");
    }

    @Test
    void passesEveryByteOn() throws Exception {
        run("head -c 5000000 /dev/zero; printf '\\377\\000end'");

        assertThat(output.bytes()).hasSize(5_000_005).endsWith(0xff, 0, 'e', 'n', 'd');
    }

    @Test
    void saysPlainlyThatACommandIsTooLong() throws Exception {
        assertThat(run("#" + "x".repeat(200_000)))
                .isEqualTo(new Ending.NotStarted("is too long for this system (200001 bytes, beside its environment):"
                        + " put it into a script file in the repository and run that"));
    }

    @Test
    void endsABackgroundProcessThatHoldsTheOutput() throws Exception {
        var start = System.nanoTime();

        assertThat(run("sleep 600 & echo $!; sleep 0.3; echo done")).isEqualTo(new Ending.Exited(0));

        assertThat(output.stdout()).endsWith("done\n");
        assertThat(isAlive(output.stdout().lines().findFirst().orElseThrow())).isFalse();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void takesWhatABackgroundProcessWritesSoonAfterTheEnd() throws Exception {
        run("(for i in 1 2 3; do sleep 0.3; echo $i; done) & sleep 0.5");

        assertThat(output.stdout()).isEqualTo("1\n2\n3\n");
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

        shell.endAll("another");
        assertThat(isAlive(pid)).isTrue();
        shell.endAll(execution);
        assertThat(isAlive(pid)).isFalse();
    }

    @Test
    void endsTheWholeTreeAtTheDeadline() throws Exception {
        var limits = new Limits(Deadline.in(Duration.ofMillis(200), "too long"), null);

        var ending = run("sh -c 'trap \"\" TERM; echo $$; while :; do sleep 600; done' & wait", limits);

        assertThat(ending).isInstanceOfSatisfying(Ending.TimedOut.class, timedOut -> {
            assertThat(timedOut.limit()).isEqualTo("too long");
            assertThat(timedOut.exitCode()).isEqualTo(128 + 15);
        });
        assertThat(isAlive(output.stdout().strip())).isFalse();
    }

    @Test
    void endsASilentCommandButNotATalkingOne() throws Exception {
        var limits = new Limits(minute(), new Silence(Duration.ofMillis(400), "too quiet"));

        assertThat(run("for i in 1 2 3 4 5; do echo $i; sleep 0.15; done", limits)).isEqualTo(new Ending.Exited(0));
        assertThat(run("echo once; sleep 600", limits)).isEqualTo(new Ending.TimedOut(128 + 15, "too quiet"));
    }

    @Test
    void stopsFromOutside() throws Exception {
        var ended = CompletableFuture.supplyAsync(() -> {
            try {
                return run("echo begun; sleep 600");
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }, threads);
        Patience.await().until(() -> output.stdout().equals("begun\n"));

        stop.complete(null);

        assertThat(ended.get()).isEqualTo(new Ending.Stopped(128 + 15));
    }

    private Ending run(String text) throws InterruptedException {
        return run(text, new Limits(minute(), null));
    }

    private Ending run(String text, Limits limits) throws InterruptedException {
        var environment = Map.of("GREETING", "hi", "PATH", System.getenv("PATH"));
        return shell.run(new Script(new Mark(execution, 1), text, directory, environment, null), limits, output, stop);
    }

    private static Deadline minute() {
        return Deadline.in(Duration.ofMinutes(1), "a minute passed");
    }

    private static boolean isAlive(String pid) throws IOException {
        var stat = Path.of("/proc", pid, "stat");
        return Files.exists(stat) && !Files.readString(stat).contains(") Z");
    }
}
