package dev.skep.drone.plugin;

import java.io.InputStream;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import dev.skep.drone.process.Ending;
import dev.skep.drone.process.JobEnvironment;
import dev.skep.drone.process.Limits;
import dev.skep.drone.process.Mark;
import dev.skep.drone.process.OutputSink;
import dev.skep.drone.process.Script;

/**
 * Where and how the program of a plugin runs: like a command of its job, but its standard streams are ours.
 *
 * @param mark its processes are known by it
 * @param environment all environment variables that it sees
 * @param errors takes what it writes to its standard error
 * @param stop ends it when it completes
 */
public record Program(JobEnvironment place, Mark mark, Map<String, String> environment, Limits limits,
        OutputSink errors,
        CompletableFuture<?> stop) {

    public Program {
        environment = Map.copyOf(environment);
    }

    /** Runs it, and returns when it has ended. */
    Ending run(InstalledPlugin plugin, InputStream input, OutputSink output) throws InterruptedException {
        var script = new Script(mark, plugin.commandLine(), plugin.directory(), environment, input);
        return place.run(script, limits, output, stop);
    }

    /** Without what its environment holds. */
    @Override
    public String toString() {
        return "program of " + mark;
    }
}
