package dev.skep.drone.docker;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;

import dev.skep.drone.process.Deadline;
import dev.skep.drone.process.Executor;
import dev.skep.drone.process.JobEnvironment;
import dev.skep.drone.process.Place;
import dev.skep.message.ExecutorConfig;
import org.jspecify.annotations.Nullable;

/** Runs the commands of each job in a container of its own. */
public final class DockerExecutor implements Executor {

    private final Engine engine;
    private final ContainerOwner owner;
    private final ExecutorService threads;
    private final Duration grace;
    private final Leftovers leftovers;

    private DockerExecutor(Engine engine, ContainerOwner owner, ExecutorService threads, Duration grace) {
        this.engine = engine;
        this.owner = owner;
        this.threads = threads;
        this.grace = grace;
        this.leftovers = new Leftovers(engine, owner.labels());
    }

    /**
     * An executor for the engine that the environment names, which need not run yet. The first time that it answers, what
     * an earlier incarnation of the drone has left in it is removed.
     *
     * @param environment the drone's own environment variables; commands see nothing of it
     * @param threads where containers' streams are read: one thread a container, and one or two a command
     * @param grace how long a command has between being asked to end and being killed
     */
    public static Executor of(ContainerOwner owner, Map<String, String> environment, ExecutorService threads,
            Duration grace) {
        try {
            return new DockerExecutor(Engine.of(environment), owner, threads, grace);
        } catch (RuntimeException e) { // the library has many for what it does not understand
            return new Misconfigured(EngineWords.of(e));
        }
    }

    @Override
    public String name() {
        return ExecutorConfig.DOCKER;
    }

    @Override
    public @Nullable String unusable() {
        var silence = engine.silence(threads);
        if (silence != null) {
            return silence;
        }
        try {
            leftovers.removeOnce();
            return null;
        } catch (RuntimeException e) {
            return "docker answers at " + engine.host() + ", but not what it is asked (" + EngineWords.of(e) + ")";
        }
    }

    @Override
    public JobEnvironment open(Place place, Deadline until, CompletableFuture<?> stop)
            throws Unfit, IOException, InterruptedException {
        try {
            leftovers.removeOnce();
            var spec = new ContainerSpec(place, owner.labels(place.execution()));
            new Images(engine).require(spec.image(), until, stop);
            return JobContainer.of(engine, RunningContainer.start(engine, spec, threads), threads, grace, stop);
        } catch (RuntimeException e) {
            throw EngineWords.asFailure(e);
        }
    }
}
