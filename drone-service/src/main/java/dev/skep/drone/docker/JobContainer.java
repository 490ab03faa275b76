package dev.skep.drone.docker;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

import com.github.dockerjava.api.exception.DockerException;
import dev.skep.drone.docker.ContainerCommand.Exec;
import dev.skep.drone.process.Ending;
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
    private final Map<String, String> variables = new HashMap<>(Map.of("PATH", USUAL_PATH));

    JobContainer(Engine engine, RunningContainer container, Executor threads, Duration grace) {
        this.engine = engine;
        this.container = container;
        this.threads = threads;
        this.grace = grace;
        var set = engine.client().inspectContainerCmd(container.id()).exec().getConfig().getEnv();
        for (var variable : set == null ? new String[0] : set) {
            var name = variable.split("=", 2);
            variables.put(name[0], name.length > 1 ? name[1] : "");
        }
    }

    @Override
    public Map<String, String> variables() {
        return Map.copyOf(variables);
    }

    @Override
    public Ending run(Script script, Limits limits, OutputSink sink, CompletableFuture<?> stop)
            throws InterruptedException {
        try (var command = start(script, sink)) {
            var ending = new Supervision(script, command, threads).untilEnd(limits, stop);
            var refusal = command.refusal();
            return refusal != null && ending instanceof Ending.Exited ? Ending.NotStarted.of(script, refusal) : ending;
        } catch (DockerException | IOException e) {
            return Ending.NotStarted.of(script, EngineWords.of(e));
        }
    }

    private ContainerCommand start(Script script, OutputSink sink) throws IOException {
        var client = engine.client();
        var marker = MARKER + UUID.randomUUID();
        var id = client.execCreateCmd(container.id())
                .withCmd(container.shell(), "-c", Scripts.COMMAND, "sh", marker, script.mark().value(), script.text(),
                        container.shell())
                .withEnv(script.environment().entrySet().stream().map(set -> set.getKey() + "=" + set.getValue())
                        .toList())
                .withWorkingDir(script.directory().toString()).withAttachStdin(script.input() != null)
                .withAttachStdout(true).withAttachStderr(true).exec().getId();
        var attachment = engine.start(id);
        var output = new ContainerOutput(attachment, marker, sink, threads);
        output.exited().thenRun(() -> container.warden().free(output.shell()));
        return new ContainerCommand(client, new Exec(container.id(), id, attachment), output,
                new Family(container.warden(), script.mark(), output), grace);
    }

    @Override
    public void close() {
        container.remove(engine.client());
        var place = container.spec().place();
        try {
            if (new SharedFiles(place.directory()).haveForeignOwners()) {
                container.spec().unlock(engine.client());
            }
        } catch (Exception e) {
            log.warn("files of the container in {} may be left: delete them as root", place.directory(), e);
        }
    }
}
