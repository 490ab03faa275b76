package dev.skep.drone.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;

import dev.skep.message.ExecutorConfig;

/** Runs commands under a guard until it is killed. */
final class HoldCommands {

    private HoldCommands() {}

    /** Takes a drone's id, its home, a directory for the commands, and the commands; the last one is to run on. */
    public static void main(String[] arguments) throws Exception {
        var threads = Executors.newCachedThreadPool();
        var owner = Owner.of(arguments[0], Path.of(arguments[1]), "killed");
        var guard = Guard.start(owner, threads);
        var directory = Path.of(arguments[2]);
        var place = new Place("execution", directory, List.of(), ExecutorConfig.of(ExecutorConfig.PROCESS));
        var limit = Deadline.in(Duration.ofMinutes(10), "too long");
        var stop = new CompletableFuture<>();
        var executor = new ProcessExecutor(new Shell(owner, threads, Duration.ofSeconds(10)), System.getenv());
        try (guard; var open = executor.open(place, limit, stop)) {
            for (var command = 3; command < arguments.length; command++) {
                open.run(new Script(new Mark("execution", command), arguments[command], directory, open.variables(),
                        null), new Limits(limit, null), new CollectedOutput(), stop);
            }
        }
    }
}
