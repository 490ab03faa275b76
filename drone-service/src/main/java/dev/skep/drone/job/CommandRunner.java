package dev.skep.drone.job;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import dev.skep.drone.file.DurationText;
import dev.skep.drone.file.JobFile;
import dev.skep.drone.file.JobFile.CommandEntry;
import dev.skep.drone.process.Deadline;
import dev.skep.drone.process.Ending;
import dev.skep.drone.process.JobEnvironment;
import dev.skep.drone.process.Limits;
import dev.skep.drone.process.Limits.Silence;
import dev.skep.drone.process.Mark;
import dev.skep.drone.process.Script;
import dev.skep.message.JobEvent;
import dev.skep.message.Phase;
import dev.skep.plugin.Command;
import org.jspecify.annotations.Nullable;

/** Runs the commands of one job, one after another, each under the next number. */
final class CommandRunner {

    /** What a shell adds to the number of the signal that ended a process. */
    private static final int SIGNALS = 128;
    private static final int LAST_SIGNAL = 31;

    private static final int SHOWN = 60;
    private static final int MOST_COMMANDS = 5000;
    private static final int NO_COMMAND = 126;

    private final JobEnvironment place;
    private final Reporter reporter;
    private final String execution;
    private final StopOrder stop;
    private int last;

    CommandRunner(JobEnvironment place, Reporter reporter, String execution, StopOrder stop) {
        this.place = place;
        this.reporter = reporter;
        this.execution = execution;
        this.stop = stop;
    }

    /**
     * Where and how the commands of a job run.
     *
     * @param quietTimeout the longest one may write nothing, null for no limit
     */
    record Surroundings(Path directory, Map<String, String> environment, @Nullable Duration quietTimeout) {

        /** Without the environment, which holds the job's secrets. */
        @Override
        public String toString() {
            return "surroundings in " + directory;
        }
    }

    /** What came of a command. */
    record Result(Verdict verdict, int exitCode) {}

    /** @throws Stopped when the job is to stop */
    void requireGoing() throws Stopped {
        if (stop.future().isDone()) {
            throw new Stopped();
        }
    }

    /** Runs a command of the job file. */
    Result run(Phase phase, CommandEntry command, Surroundings where, Deadline until) throws Stopped {
        return run(phase, command, "its timeout in " + JobFile.NAME, where, until);
    }

    /** Runs a command of a plugin. */
    Result run(Phase phase, Command command, Surroundings where, Deadline until) throws Stopped {
        return run(phase, new CommandEntry(command.run(), command.name(), command.timeout()), "its timeout", where,
                until);
    }

    private Result run(Phase phase, CommandEntry command, String limit, Surroundings where, Deadline until)
            throws Stopped {
        if (last == MOST_COMMANDS) {
            return new Result(Verdict.error("a job has at most " + MOST_COMMANDS + " commands"), NO_COMMAND);
        }
        var num = ++last;
        reporter.report(stamp -> new JobEvent.CommandStarted(stamp, num, phase, command.run(), command.name()));
        var label = "command " + num + " (" + shown(reporter.masked(title(command))) + ")";
        var script = new Script(new Mark(execution, num), command.run(), where.directory(), where.environment(),
                null);
        var ending = run(script, limits(label, command.timeout(), limit, where.quietTimeout(), until));
        reporter.report(stamp -> new JobEvent.CommandDone(stamp, num, ending.exitCode()));
        return new Result(verdict(label, ending), ending.exitCode());
    }

    private Ending run(Script script, Limits limits) throws Stopped {
        try (var output = reporter.outputOf(script.mark().command())) {
            return place.run(script, limits, output, stop.future());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Stopped();
        }
    }

    private static Limits limits(String label, @Nullable Duration timeout, String limit, @Nullable Duration quiet,
            Deadline until) {
        var deadline = timeout == null
                ? until
                : until.orEarlier(Deadline.in(timeout,
                        label + " took longer than " + DurationText.of(timeout) + ", " + limit));
        return new Limits(deadline, quiet == null
                ? null
                : new Silence(quiet,
                        label + " wrote nothing for " + DurationText.of(quiet) + ", the quiet-timeout in skep.yml"));
    }

    private static Verdict verdict(String label, Ending ending) throws Stopped {
        return switch (ending) {
            case Ending.Exited(int code) when code == 0 -> Verdict.SUCCESS;
            case Ending.Exited(int code) when code > SIGNALS && code <= SIGNALS + LAST_SIGNAL -> Verdict
                    .failure(label + " ended with exit code " + code + ", by signal " + (code - SIGNALS));
            case Ending.Exited(int code) -> Verdict.failure(label + " ended with exit code " + code);
            case Ending.TimedOut(int code, String limit) -> Verdict.timedOut(limit);
            case Ending.Lost(String reason) -> Verdict.error(label + " " + reason);
            case Ending.NotStarted(String reason) -> Verdict.error(label + " " + reason);
            case Ending.Stopped(int code) -> throw new Stopped();
        };
    }

    private static String title(CommandEntry command) {
        return command.name() == null ? command.run() : command.name();
    }

    /** The beginning of a text that is masked: cut first, a part of a secret would show. */
    private static String shown(String masked) {
        var text = masked.strip();
        var line = text.lines().findFirst().orElse("");
        var cut = line.codePointCount(0, line.length()) > SHOWN
                ? line.substring(0, line.offsetByCodePoints(0, SHOWN))
                : line;
        return cut.length() < text.length() ? cut + "…" : cut;
    }
}
