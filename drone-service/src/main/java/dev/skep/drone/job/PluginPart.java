package dev.skep.drone.job;

import java.io.IOException;

import dev.skep.drone.job.CommandRunner.Result;
import dev.skep.drone.job.CommandRunner.Surroundings;
import dev.skep.drone.process.Deadline;
import dev.skep.message.Phase;
import dev.skep.plugin.CommandFailed;
import dev.skep.plugin.PluginFailure;
import dev.skep.plugin.Work;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A plugin at work in a job. What it throws ends the job, not the drone. */
record PluginPart(String id, Work work) implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(PluginPart.class);
    /** What a phase returns that no command ended. */
    private static final int NO_COMMAND = 1;

    Result run(Phase phase, CommandRunner commands, Surroundings where, Deadline deadline, Reporter reporter)
            throws Stopped {
        try (var steps = new PluginSteps(id, phase, commands, where, deadline, reporter)) {
            var result = run(phase, steps, deadline);
            steps.requireOpen();
            commands.requireGoing();
            return result;
        } catch (PhaseOver e) {
            return e.result();
        }
    }

    private Result run(Phase phase, PluginSteps steps, Deadline deadline) {
        try {
            work.run(phase, steps);
            return deadline.remaining() > 0
                    ? new Result(Verdict.SUCCESS, 0)
                    : new Result(Verdict.timedOut(deadline.passed()), NO_COMMAND);
        } catch (CommandFailed e) {
            return steps.of(e);
        } catch (PluginFailure e) {
            return new Result(Verdict.error("plugin " + id + ": " + e.reason()), NO_COMMAND);
        } catch (PhaseOver e) {
            throw e;
        } catch (IOException | RuntimeException | Error e) { // also a class that its jar lacks: the cleanup is to come
            log.warn("plugin {} failed in the phase {}", id, phase.word(), e);
            return new Result(Verdict.error("plugin " + id + " failed in the phase " + phase.word() + ": " + e),
                    NO_COMMAND);
        }
    }

    @Override
    public void close() {
        try {
            work.close();
        } catch (RuntimeException | Error e) { // the others are still to be closed
            log.warn("plugin {} failed at its end", id, e);
        }
    }
}
