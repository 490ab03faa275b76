package dev.skep.drone.process;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/** A command that cannot be ended: what {@code sudo} started, or what the kernel does not let go. */
@Timeout(30)
@SuppressWarnings("NullAway.Init")
class SupervisionTest {

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CollectedOutput output = new CollectedOutput();
    private final AtomicInteger told = new AtomicInteger();
    private final Script script = new Script(new Mark("e", 1), "echo begun; exec sleep 600", Path.of("/"),
            Map.of("PATH", JobEnvironment.USUAL_PATH), null);
    private Process shell;
    private Supervision supervision;

    @BeforeEach
    void starts() throws IOException {
        shell = new Shell(threads, Duration.ZERO).start(script);
        var command = new ProcessCommand(shell, new Pumps(shell, output, threads), told::incrementAndGet,
                told::incrementAndGet);
        supervision = new Supervision(script, command, threads);
    }

    @AfterEach
    void leavesNothing() {
        shell.destroyForcibly();
        threads.shutdownNow();
    }

    @Test
    void endsAllTheSameWhenALimitPasses() throws Exception {
        var limits = new Limits(Deadline.in(Duration.ofMillis(500), "enough"), null);

        assertThat(supervision.untilEnd(limits, new CompletableFuture<>()))
                .isEqualTo(new Ending.TimedOut(128 + 9, "enough"));

        assertThat(shell.isAlive()).isTrue();
        assertThat(output.stdout()).isEqualTo("begun\n");
        assertThat(told).as("once: each time takes a grace and more").hasValue(1);
    }

    @Test
    void endsAllTheSameWhenTheJobIsToStop() throws Exception {
        var limits = new Limits(Deadline.in(Duration.ofMinutes(1), "a minute passed"), null);

        assertThat(supervision.untilEnd(limits, CompletableFuture.completedFuture(null)))
                .isEqualTo(new Ending.Stopped(128 + 9));

        assertThat(told).hasValue(1);
    }
}
