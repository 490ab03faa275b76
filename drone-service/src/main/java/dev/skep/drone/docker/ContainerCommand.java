package dev.skep.drone.docker;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;

import com.github.dockerjava.api.exception.DockerException;
import dev.skep.drone.process.Ending;
import dev.skep.drone.process.RunningCommand;
import dev.skep.drone.process.Script;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A command that runs in a container, by {@code command.sh}. */
final class ContainerCommand implements RunningCommand, Closeable {

    private static final Logger log = LoggerFactory.getLogger(ContainerCommand.class);

    private final Engine engine;
    private final Exec exec;
    private final ContainerOutput output;
    private final Runnable end;
    private final Runnable endAll;
    private @Nullable String lost;

    /**
     * What the engine knows of a command.
     *
     * @param id its name
     */
    record Exec(String id, Attachment attachment) {}

    /**
     * @param end ends its processes
     * @param endAll ends all in the container
     */
    ContainerCommand(Engine engine, Exec exec, ContainerOutput output, Runnable end, Runnable endAll) {
        this.engine = engine;
        this.exec = exec;
        this.output = output;
        this.end = end;
        this.endAll = endAll;
    }

    /** Why the engine did not begin it, or cannot tell how it ended; null when it can. */
    @Nullable
    Ending failure(Script script) {
        if (lost != null) {
            return new Ending.Lost("was lost: docker on the drone's machine does not answer any more (" + lost
                    + "); run the job again when it does");
        }
        var refusal = output.refusal();
        return refusal == null
                ? null
                : Ending.NotStarted.of(script, refusal.isEmpty() ? "its container has ended" : refusal);
    }

    @Override
    public OutputStream input() {
        return exec.attachment().input();
    }

    @Override
    public CompletableFuture<?> exited() {
        return output.exited();
    }

    @Override
    public CompletableFuture<?> drained() {
        return output.drained();
    }

    @Override
    public long lastOutput() {
        return output.delivery().lastOutput();
    }

    @Override
    public long bytes() {
        return output.delivery().bytes();
    }

    @Override
    public boolean isDelivering() {
        return output.delivery().isActive();
    }

    @Override
    public void end() {
        end.run();
    }

    @Override
    public void endAll() {
        endAll.run();
    }

    @Override
    public void letGo() {
        close();
    }

    /** Told by {@code command.sh}; when that was ended too, the engine knows what became of it, if the container lives. */
    @Override
    public int exitCode() {
        var told = output.exited().getNow(null);
        if (told != null) {
            return told;
        }
        try {
            var code = engine.ask(engine.client().inspectExecCmd(exec.id())).getExitCodeLong();
            return code == null ? KILLED : code.intValue();
        } catch (DockerException gone) {
            return KILLED;
        } catch (RuntimeException unanswered) {
            lost = EngineWords.of(unanswered);
            return KILLED;
        }
    }

    @Override
    public void close() {
        try {
            exec.attachment().close();
        } catch (IOException e) {
            log.debug("the connection to a command had ended", e);
        }
    }
}
