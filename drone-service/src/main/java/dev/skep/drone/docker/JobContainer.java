package dev.skep.drone.docker;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

import dev.skep.drone.docker.ContainerCommand.Exec;
import dev.skep.drone.process.Ending;
import dev.skep.drone.process.Evidence;
import dev.skep.drone.process.Executor.Unfit;
import dev.skep.drone.process.JobEnvironment;
import dev.skep.drone.process.Limits;
import dev.skep.drone.process.OutputSink;
import dev.skep.drone.process.Script;
import dev.skep.drone.process.Supervision;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the commands of one job in its container. */
final class JobContainer implements JobEnvironment {

    private static final Logger log = LoggerFactory.getLogger(JobContainer.class);

    /** How lines for the drone begin: what is behind it, nobody writes by accident. A job that reads it fools itself. */
    private static final String MARKER = "\u001eskep-";

    private final Engine engine;
    private final RunningContainer container;
    private final Executor threads;
    private final ContainerEnding ending;

    private JobContainer(Engine engine, RunningContainer container, Executor threads, Duration grace) {
        this.engine = engine;
        this.container = container;
        this.threads = threads;
        this.ending = new ContainerEnding(engine, container, grace);
    }

    /** @param stop ends all that runs in it when it completes, though nobody asks */
    static JobContainer of(Engine engine, RunningContainer container, Executor threads, Duration grace,
            CompletableFuture<?> stop) {
        var opened = new JobContainer(engine, container, threads, grace);
        var since = opened.ending.accounts();
        stop.thenRunAsync(() -> opened.ending.endAll(since), threads);
        return opened;
    }

    @Override
    public Map<String, String> variables() {
        return container.variables();
    }

    @Override
    public Ending run(Script script, Limits limits, OutputSink sink, CompletableFuture<?> stop)
            throws InterruptedException {
        var marker = MARKER + UUID.randomUUID();
        Exec exec;
        try {
            exec = start(script, marker);
        } catch (IOException | RuntimeException e) {
            return Ending.NotStarted.of(script, "docker: " + EngineWords.of(e));
        }
        var output = new ContainerOutput(exec.attachment(), marker, sink, threads);
        ending.begun(output);
        try (var command = command(exec, script, output)) {
            var ended = new Supervision(script, command, threads).untilEnd(limits, stop);
            var failure = ended instanceof Ending.Exited ? command.failure(script) : null;
            return failure == null ? ended : failure;
        } finally {
            ending.over(output);
        }
    }

    private Exec start(Script script, String marker) throws IOException {
        var environment = script.environment().entrySet().stream().map(set -> set.getKey() + "=" + set.getValue());
        var id = engine.ask(engine.client().execCreateCmd(container.id())
                .withCmd(container.shell(), "-c", Scripts.COMMAND, "sh", marker, script.mark().value(), script.text(),
                        container.shell())
                .withEnv(environment.toList()).withWorkingDir(script.directory().toString())
                .withAttachStdin(script.input() != null).withAttachStdout(true).withAttachStderr(true)).getId();
        return new Exec(id, engine.start(id));
    }

    private ContainerCommand command(Exec exec, Script script, ContainerOutput output) {
        output.exited().thenRun(() -> container.warden().free(output.shell()));
        var since = ending.accounts();
        return new ContainerCommand(engine, exec, output, () -> ending.end(script.mark(), output),
                () -> ending.endAll(since));
    }

    @Override
    public Evidence endAll() {
        return ending.endAll();
    }

    @Override
    public void close() {
        ending.endAll();
        container.remove(engine);
        var spec = container.spec();
        try {
            if (new SharedFiles(spec.place().directory()).haveForeignOwners()) {
                spec.unlock(engine);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            mayBeLeft(e);
        } catch (Unfit | IOException | RuntimeException e) {
            mayBeLeft(e);
        }
    }

    private void mayBeLeft(Exception e) {
        log.warn("files of the container in {} may be left: delete them as root", container.spec().place().directory(),
                e);
    }
}
