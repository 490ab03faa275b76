package dev.skep.drone.docker;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

import dev.skep.drone.docker.ContainerCommand.Exec;
import dev.skep.drone.process.Ending;
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
    private final Duration grace;

    JobContainer(Engine engine, RunningContainer container, Executor threads, Duration grace) {
        this.engine = engine;
        this.container = container;
        this.threads = threads;
        this.grace = grace;
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
        try (var command = command(exec, script, marker, sink)) {
            var ending = new Supervision(script, command, threads).untilEnd(limits, stop);
            var failure = ending instanceof Ending.Exited ? command.failure(script) : null;
            return failure == null ? ending : failure;
        }
    }

    private Exec start(Script script, String marker) throws IOException {
        var environment = script.environment().entrySet().stream().map(set -> set.getKey() + "=" + set.getValue());
        var id = engine.ask(engine.client().execCreateCmd(container.id())
                .withCmd(container.shell(), "-c", Scripts.COMMAND, "sh", marker, script.mark().value(), script.text(),
                        container.shell())
                .withEnv(environment.toList()).withWorkingDir(script.directory().toString())
                .withAttachStdin(script.input() != null).withAttachStdout(true).withAttachStderr(true)).getId();
        return new Exec(container.id(), id, engine.start(id));
    }

    private ContainerCommand command(Exec exec, Script script, String marker, OutputSink sink) {
        var output = new ContainerOutput(exec.attachment(), marker, sink, threads);
        output.exited().thenRun(() -> container.warden().free(output.shell()));
        return new ContainerCommand(engine, exec, output, new Family(container.warden(), script.mark(), output), grace);
    }

    @Override
    public void close() {
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
