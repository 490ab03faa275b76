package dev.skep.drone.job;

import java.time.Duration;
import java.util.List;

import dev.skep.drone.file.JobFile;
import dev.skep.drone.job.CommandRunner.Result;
import dev.skep.drone.job.CommandRunner.Surroundings;
import dev.skep.drone.process.Deadline;
import dev.skep.message.Conclusion;
import dev.skep.message.JobEvent;
import dev.skep.message.JobType;
import dev.skep.message.Phase;

/** Runs the phases in their order; in each, first the plugins and then what the job file says. */
final class Phases {

    private static final Duration CLEANUP = Duration.ofMinutes(1);

    private final JobFile file;
    private final List<PluginPart> plugins;
    private final CommandRunner commands;
    private final Surroundings where;
    private final Reporter reporter;
    private final DeployPermit permit;

    Phases(JobFile file, List<PluginPart> plugins, CommandRunner commands, Surroundings where, Reporter reporter,
            DeployPermit permit) {
        this.file = file;
        this.plugins = plugins;
        this.commands = commands;
        this.where = where;
        this.reporter = reporter;
        this.permit = permit;
    }

    /** The cleanup, which has no say in what the job came to: that is the verdict that it gives back. */
    Verdict cleanUp(Verdict verdict, Deadline deadline) throws Stopped {
        var cleanup = run(Phase.CLEANUP, cleanupDeadline(verdict, deadline)).verdict();
        if (cleanup.conclusion() == Conclusion.ERROR || cleanup.conclusion() == Conclusion.TIMED_OUT) {
            reporter.say(String.valueOf(cleanup.reason())); // no exit code shows it
        }
        return verdict;
    }

    /** What the phases of this type of job come to. */
    Verdict run(JobType type, Deadline deadline) throws Stopped {
        for (var phase : phasesOf(type)) {
            if (phase == Phase.DEPLOY && !permit.await(deadline, reporter)) {
                return Verdict.timedOut(deadline.passed() + ", while it waited for the permit to deploy");
            }
            var result = run(phase, deadline);
            reportEnd(phase, result);
            if (!result.verdict().isSuccess()) {
                return result.verdict();
            }
        }
        return Verdict.SUCCESS;
    }

    private static List<Phase> phasesOf(JobType type) {
        return switch (type) {
            case TEST -> List.of(Phase.ENVIRONMENT, Phase.PREPARE, Phase.TEST);
            case DEPLOY -> List.of(Phase.ENVIRONMENT, Phase.PREPARE, Phase.DEPLOY);
            case TEST_AND_DEPLOY -> List.of(Phase.ENVIRONMENT, Phase.PREPARE, Phase.TEST, Phase.DEPLOY);
        };
    }

    /** The first plugin or command that does not succeed ends the phase. */
    private Result run(Phase phase, Deadline deadline) throws Stopped {
        var result = new Result(Verdict.SUCCESS, 0);
        for (var plugin : plugins) {
            if (plugin.work().phases().contains(phase)) {
                result = plugin.run(phase, commands, where, deadline, reporter);
                if (!result.verdict().isSuccess()) {
                    return result;
                }
            }
        }
        for (var command : file.commands(phase)) {
            result = commands.run(phase, command, where, deadline);
            if (!result.verdict().isSuccess()) {
                break;
            }
        }
        return result;
    }

    private void reportEnd(Phase phase, Result result) {
        switch (phase) {
            case TEST -> reporter.report(stamp -> new JobEvent.Tested(stamp, result.exitCode()));
            case DEPLOY -> reporter.report(stamp -> new JobEvent.Deployed(stamp, result.exitCode()));
            case ENVIRONMENT, PREPARE, CLEANUP -> {
                // nobody waits for their end alone
            }
        }
    }

    /** A job that used up its time still gets some to clean up. */
    private static Deadline cleanupDeadline(Verdict verdict, Deadline deadline) {
        var minute = Deadline.in(CLEANUP, "the cleanup took longer than a minute");
        var late = verdict.conclusion() == Conclusion.TIMED_OUT || verdict.conclusion() == Conclusion.CANCELLED
                || deadline.remaining() < minute.remaining();
        return late ? minute : deadline;
    }
}
