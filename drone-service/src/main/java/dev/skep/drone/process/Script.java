package dev.skep.drone.process;

import java.nio.file.Path;
import java.util.Map;

/**
 * A command to run.
 *
 * @param mark whose it is; its processes are known by it, so no two commands of a machine have the same
 * @param text what {@code sh -e -c} runs
 * @param directory where it runs
 * @param environment all environment variables that it sees, but for the mark
 */
public record Script(Mark mark, String text, Path directory, Map<String, String> environment) {

    public Script {
        environment = Map.copyOf(environment);
    }
}
