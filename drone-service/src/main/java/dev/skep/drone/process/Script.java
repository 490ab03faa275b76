package dev.skep.drone.process;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A command to run.
 *
 * @param mark whose it is; its processes are known by it, so no two commands of a machine have the same
 * @param text what {@code sh -e -c} runs
 * @param directory where it runs
 * @param environment all environment variables that it sees, but for the mark and the executor's own
 * @param input what it reads from its standard input, until the stream ends; closed when the command has ended. Null for
 *            nothing
 */
public record Script(Mark mark, String text, Path directory, Map<String, String> environment,
        @Nullable InputStream input) {

    public Script {
        environment = Map.copyOf(environment);
    }

    /** Without the environment, which holds the job's secrets. */
    @Override
    public String toString() {
        return "script of " + mark;
    }
}
