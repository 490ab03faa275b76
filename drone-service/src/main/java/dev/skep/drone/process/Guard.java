package dev.skep.drone.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A small process beside the drone, {@code guard.sh}, which kills what the drone's commands have left when the drone is
 * gone, even by {@code kill -9}: the pipe between them closes then.
 */
public final class Guard implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Guard.class);
    private static final String SCRIPT = script();
    private static final Duration LAST_LOOK = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Owner owner;
    private final Executor threads;
    private @Nullable Process process;
    private boolean closed;

    private Guard(Owner owner, Executor threads) {
        this.owner = owner;
        this.threads = threads;
    }

    private static String script() {
        try (var script = Guard.class.getResourceAsStream("guard.sh")) {
            return new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Begins to watch over this start of a drone. Who ends the process sees another one come.
     *
     * @param threads starts the others
     */
    public static Guard start(Owner owner, Executor threads) {
        var guard = new Guard(owner, threads);
        guard.launch();
        return guard;
    }

    private synchronized void launch() {
        if (closed) {
            return;
        }
        try {
            var begun = System.nanoTime();
            process = builder().start();
            process.onExit().thenAccept(ended -> replace(ended, begun));
        } catch (IOException e) {
            log.warn("the drone's guard cannot be started, and is tried again: what jobs run would outlive the drone",
                    e);
            launchLater();
        }
    }

    /** It sees nothing of the drone's environment, and holds none of its streams and directories. */
    private ProcessBuilder builder() {
        var builder = new ProcessBuilder(
                Shell.inItsSession(List.of("/bin/sh", "-c", SCRIPT, "skep-guard", owner.ofThisStart())))
                .directory(Path.of("/").toFile()).redirectOutput(Redirect.DISCARD).redirectError(Redirect.DISCARD);
        builder.environment().clear();
        builder.environment().putAll(Map.of("PATH",
                System.getenv().getOrDefault("PATH", JobEnvironment.USUAL_PATH), "LC_ALL", "C"));
        return builder;
    }

    private synchronized void replace(Process ended, long begun) {
        if (closed) {
            return;
        }
        log.warn("the drone's guard, process {}, was ended (exit code {}): another one takes its place", ended.pid(),
                ended.exitValue());
        if (System.nanoTime() - begun > PAUSE.toNanos()) {
            launch();
        } else {
            launchLater();
        }
    }

    private void launchLater() {
        CompletableFuture.delayedExecutor(PAUSE.toMillis(), TimeUnit.MILLISECONDS, threads).execute(this::launch);
    }

    /** The drone ends: so does the guard, when it has seen that nothing is left. */
    @Override
    public void close() {
        var last = end();
        if (last == null) {
            return;
        }
        try {
            last.getOutputStream().close();
            if (!last.waitFor(LAST_LOOK.toNanos(), TimeUnit.NANOSECONDS)) {
                log.warn("processes of the drone's jobs are left, and its guard, process {}, goes on to kill them",
                        last.pid());
            }
        } catch (IOException e) {
            log.debug("the guard had ended", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized @Nullable Process end() {
        closed = true;
        return process;
    }

    /** The process that watches now. */
    synchronized long pid() {
        return Objects.requireNonNull(process).pid();
    }
}
