package dev.skep.standalone.faults.site;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/** A process that can be killed, frozen, ended and started again under the same name. Its output is added to one file. */
public final class Program {

    private final String name;
    private final List<String> command;
    private final Map<String, String> environment;
    private final Path output;
    private @Nullable Process process;
    /** Whether nobody here ended it. */
    private boolean wanted;

    Program(String name, List<String> command, Map<String, String> environment, Path output) {
        this.name = name;
        this.command = List.copyOf(command);
        this.environment = Map.copyOf(environment);
        this.output = output;
    }

    /** What it is called in reports; its output is in {@code logs/} under this name. */
    public String name() {
        return name;
    }

    /** Starts it, unless it runs. */
    public void start() throws IOException {
        start(Map.of());
    }

    /** Starts it with more environment variables, unless it runs. */
    public synchronized void start(Map<String, String> more) throws IOException {
        if (process != null && process.isAlive()) {
            return;
        }
        var builder = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        builder.environment().keySet().removeIf(variable -> variable.startsWith("SKEP_"));
        builder.environment().putAll(environment);
        builder.environment().putAll(more);
        process = builder.start();
        wanted = true;
    }

    /** {@code kill -9}; returns when it has ended. */
    public void kill() throws InterruptedException {
        var running = running();
        if (running.isPresent()) {
            running.get().destroyForcibly().waitFor();
        }
    }

    /** SIGTERM; returns when it has ended, false when it had to be killed because that took too long. */
    public boolean terminate(Duration limit) throws InterruptedException {
        var running = running();
        if (running.isEmpty()) {
            return true;
        }
        running.get().destroy();
        if (running.get().waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            return true;
        }
        running.get().destroyForcibly().waitFor();
        return false;
    }

    private synchronized Optional<Process> running() {
        wanted = false;
        return Optional.ofNullable(process);
    }

    /** SIGSTOP: it does nothing more, and its connections stay. */
    public void freeze() throws IOException, InterruptedException {
        signal("STOP");
    }

    /** SIGCONT. */
    public void thaw() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String signal) throws IOException, InterruptedException {
        Process target;
        synchronized (this) {
            target = process;
        }
        if (target != null && target.isAlive()) {
            new ProcessBuilder("sh", "-c", "kill -" + signal + " " + target.pid()).start().waitFor();
        }
    }

    /** The exit code, when it ended although nobody ended it here. */
    public synchronized OptionalInt endedByItself() {
        return wanted && process != null && !process.isAlive()
                ? OptionalInt.of(process.exitValue())
                : OptionalInt.empty();
    }
}
