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
import java.util.concurrent.CountDownLatch;
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
    private final CountDownLatch closed = new CountDownLatch(1);
    private @Nullable Process process;

    private Guard(Owner owner) {
        this.owner = owner;
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
     * @param threads has a thread that starts the others
     */
    public static Guard start(Owner owner, Executor threads) {
        var guard = new Guard(owner);
        var first = guard.launch();
        threads.execute(() -> guard.keep(first));
        return guard;
    }

    /** Null when there is none for now. */
    private synchronized @Nullable Process launch() {
        try {
            process = isClosed() ? process : builder().start();
            return process;
        } catch (IOException | RuntimeException | Error e) { // there may be no process, nor a thread, to be had
            log.warn("the drone's guard cannot be started, and is tried again: what jobs run would outlive the drone",
                    e);
            return null;
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

    /** It is this thread that lasts: when another is needed, there might be none. */
    private void keep(@Nullable Process first) {
        try {
            for (var watching = first; !isClosed(); watching = launch()) {
                var begun = System.nanoTime();
                if (watching != null) {
                    awaitEnd(watching);
                }
                if (System.nanoTime() - begun < PAUSE.toNanos()) {
                    closed.await(PAUSE.toNanos(), TimeUnit.NANOSECONDS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitEnd(Process watching) throws InterruptedException {
        var code = watching.waitFor();
        if (!isClosed()) {
            log.warn("the drone's guard, process {}, was ended (exit code {}): another one takes its place",
                    watching.pid(), code);
        }
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
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
        closed.countDown();
        return process;
    }

    /** The process that watches now. */
    synchronized long pid() {
        return Objects.requireNonNull(process).pid();
    }
}
