package dev.skep.drone.process;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.regex.Pattern;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs commands by {@code sh -e}, each in a session of its own where the machine has {@code setsid}: signals from the
 * drone's terminal do not reach it, and what the shell leaves behind in its session can be found.
 */
public final class Shell {

    private static final Logger log = LoggerFactory.getLogger(Shell.class);
    private static final File NOTHING = new File("/dev/null");
    /** By its place: a job may set the path. */
    private static final String SH = "/bin/sh";
    /** As it calls itself in what it says. */
    private static final String NAME = "sh";
    private static final boolean SESSIONS = isInstalled("setsid");
    private static final List<String> BEGINNING = SESSIONS
            ? List.of("setsid", SH, "-e", "-c")
            : List.of(SH, "-e", "-c");

    private final Executor threads;
    private final Duration grace;

    /**
     * @param threads where the commands' streams are read and written: two or three threads a command
     * @param grace how long a command has between being asked to end and being killed
     */
    public Shell(Executor threads, Duration grace) {
        this.threads = threads;
        this.grace = grace;
    }

    private static boolean isInstalled(String program) {
        return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(System.getenv().getOrDefault("PATH", ""))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }

    /**
     * Runs a command and returns when it has ended and all its output is with the sink.
     *
     * @param stop ends the command when it completes
     */
    public Ending run(Script script, Limits limits, OutputSink sink, CompletableFuture<?> stop)
            throws InterruptedException {
        Process process;
        try {
            process = start(script);
        } catch (IOException e) {
            return Ending.NotStarted.of(script, String.valueOf(e.getMessage()));
        }
        var tree = SESSIONS ? ProcessTree.ofSession(process, script.mark()) : ProcessTree.of(process, script.mark());
        var command = new ProcessCommand(process, tree, grace, sink, threads);
        return new Supervision(script, command, threads).untilEnd(limits, stop);
    }

    /** Ends what is left of all commands of this execution. */
    public void endAll(String execution) {
        if (!ProcessTree.ofExecution(execution).end(grace)) {
            log.warn("processes of execution {} are left and cannot be ended", execution);
        }
    }

    private static Process start(Script script) throws IOException {
        var words = new ArrayList<>(BEGINNING);
        words.add(script.text());
        words.add(NAME);
        var builder = new ProcessBuilder(words).directory(script.directory().toFile());
        if (script.input() == null) {
            builder.redirectInput(Redirect.from(NOTHING));
        }
        var environment = builder.environment();
        environment.clear();
        environment.putAll(script.environment());
        environment.put(Mark.VARIABLE, script.mark().value());
        return builder.start();
    }
}
