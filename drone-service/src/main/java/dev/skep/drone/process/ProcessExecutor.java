package dev.skep.drone.process;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import dev.skep.message.ExecutorConfig;
import org.jspecify.annotations.Nullable;

/** Runs commands as processes of the drone's machine. */
public final class ProcessExecutor implements Executor {

    private static final Set<String> PASSED = Set.of("PATH", "HOME", "USER", "LOGNAME", "SHELL", "LANG", "TZ",
            "TMPDIR");

    private final Shell shell;
    private final Map<String, String> variables = new HashMap<>();

    /** @param environment the drone's own environment variables: few are passed on, others may hold its secrets */
    public ProcessExecutor(Shell shell, Map<String, String> environment) {
        this.shell = shell;
        environment.forEach((name, value) -> {
            if (PASSED.contains(name) || name.startsWith("LC_")) {
                variables.put(name, value);
            }
        });
    }

    @Override
    public String name() {
        return ExecutorConfig.PROCESS;
    }

    @Override
    public @Nullable String unusable() {
        return null;
    }

    @Override
    public JobEnvironment open(Place place, Deadline until, CompletableFuture<?> stop) {
        return Processes.open(shell, place.execution(), variables, stop);
    }
}
