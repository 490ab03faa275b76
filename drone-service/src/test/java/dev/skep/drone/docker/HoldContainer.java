package dev.skep.drone.docker;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;

import dev.skep.drone.process.CollectedOutput;
import dev.skep.drone.process.Deadline;
import dev.skep.drone.process.Limits;
import dev.skep.drone.process.Mark;
import dev.skep.drone.process.Place;
import dev.skep.drone.process.Script;
import dev.skep.message.ExecutorConfig;

/** Runs a command in a container until it is killed. */
final class HoldContainer {

    private HoldContainer() {}

    /** Takes the engine's host, an image, the execution and the job's directory. */
    public static void main(String[] arguments) throws Exception {
        var directory = Path.of(arguments[3]);
        var executor = DockerExecutor.of(new ContainerOwner("killed", directory), Map.of("DOCKER_HOST", arguments[0]),
                Executors.newCachedThreadPool(), Duration.ofSeconds(1));
        var config = new ExecutorConfig(ExecutorConfig.DOCKER, arguments[1], null, null, null, null, null);
        var limit = Deadline.in(Duration.ofMinutes(10), "too long");
        var stop = new CompletableFuture<>();
        try (var place = executor.open(new Place(arguments[2], directory, List.of(), config), limit, stop)) {
            place.run(new Script(new Mark(arguments[2], 1), "touch begun; sleep 600", directory, Map.of(), null),
                    new Limits(limit, null), new CollectedOutput(), stop);
        }
    }
}
