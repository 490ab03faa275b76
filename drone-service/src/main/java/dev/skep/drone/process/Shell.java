package dev.skep.drone.process;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.regex.Pattern;

/**
 * Starts commands by {@code sh -e}, each in a session of its own where the machine has {@code setsid}: signals from the
 * drone's terminal do not reach it, and what the shell leaves behind in its session can be found.
 */
public final class Shell {

    private static final File NOTHING = new File("/dev/null");
    /** By its place: a job may set the path. */
    private static final String SH = "/bin/sh";
    /** As it calls itself in what it says. */
    private static final String NAME = "sh";
    private static final boolean SESSIONS = isInstalled("setsid");

    private final Owner owner;
    private final Executor threads;
    private final Duration grace;

    /**
     * For a drone.
     *
     * @param owner that drone
     * @param threads where the commands' streams are read and written: two or three threads a command
     * @param grace how long a command has between being asked to end and being killed
     */
    public Shell(Owner owner, Executor threads, Duration grace) {
        this.owner = owner;
        this.threads = threads;
        this.grace = grace;
    }

    /** For somebody who ends all commands himself, whatever comes. */
    public Shell(Executor threads, Duration grace) {
        this(Owner.unguarded(), threads, grace);
    }

    private static boolean isInstalled(String program) {
        return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(System.getenv().getOrDefault("PATH", ""))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }

    /** The words that start a program in a session of its own, if that can be. */
    static List<String> inItsSession(List<String> program) {
        var words = new ArrayList<String>();
        if (SESSIONS) {
            words.add("setsid");
        }
        words.addAll(program);
        return words;
    }

    Process start(Script script) throws IOException {
        var builder = new ProcessBuilder(inItsSession(List.of(SH, "-e", "-c", script.text(), NAME)))
                .directory(script.directory().toFile());
        if (script.input() == null) {
            builder.redirectInput(Redirect.from(NOTHING));
        }
        var environment = builder.environment();
        environment.clear();
        environment.putAll(script.environment());
        environment.put(Mark.VARIABLE, owner.value(script.mark()));
        return builder.start();
    }

    Owner owner() {
        return owner;
    }

    Executor threads() {
        return threads;
    }

    Duration grace() {
        return grace;
    }
}
