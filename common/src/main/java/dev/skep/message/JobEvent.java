package dev.skep.message;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to a job. Events are numbered within their attempt, stored once, and reach the browser in the
 * very JSON form that they have on the broker.
 */
public sealed interface JobEvent extends Message {

    Stamp stamp();

    /** An event that tells where the job is. */
    sealed interface Status extends JobEvent {}

    /** An event that holds output. */
    sealed interface Log extends JobEvent {
        Output output();
    }

    /** The gateway took the job in, or takes it up again after its drone was lost. */
    @JsonTypeName("job:queued")
    record Queued(@JsonUnwrapped Stamp stamp) implements Status {}

    /**
     * The queen chose a drone.
     *
     * @param drone its id
     * @param reason why this one, for people
     * @param placement all that she chose from
     */
    @JsonTypeName("job:assigned")
    record Assigned(@JsonUnwrapped Stamp stamp, String drone, String reason, Placement placement) implements Status {}

    /**
     * The drone has the job; from now on only its word counts for this attempt.
     *
     * @param drone its id
     * @param incarnation which start of that drone
     */
    @JsonTypeName("job:accepted")
    record Accepted(@JsonUnwrapped Stamp stamp, String drone, String incarnation) implements Status {}

    /** The drone begins. */
    @JsonTypeName("job:started")
    record Started(@JsonUnwrapped Stamp stamp) implements Status {}

    /**
     * The code is checked out.
     *
     * @param commit the commit, as full hex
     * @param branch the branch that is checked out; null when it is a commit alone
     */
    @JsonTypeName("job:checkout")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record CheckedOut(@JsonUnwrapped Stamp stamp, String commit, @Nullable String branch) implements Status {}

    /**
     * A command begins.
     *
     * @param num its number within the job, from 1
     * @param screencmd the command as it may be shown: secrets are masked
     * @param name what the project calls it; null without a name
     */
    @JsonTypeName("job:cmd:start")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record CommandStarted(@JsonUnwrapped Stamp stamp, int num, Phase phase, String screencmd, @Nullable String name)
            implements
                Status {}

    /** What a command wrote to its standard output. */
    @JsonTypeName("job:cmd:stdout")
    record CommandStdout(@JsonUnwrapped Stamp stamp, int num, @JsonUnwrapped Output output) implements Log {}

    /** What a command wrote to its standard error. */
    @JsonTypeName("job:cmd:stderr")
    record CommandStderr(@JsonUnwrapped Stamp stamp, int num, @JsonUnwrapped Output output) implements Log {}

    /** What was written to standard output outside any command, such as by a plugin. */
    @JsonTypeName("job:stdout")
    record Stdout(@JsonUnwrapped Stamp stamp, @JsonUnwrapped Output output) implements Log {}

    /** What was written to standard error outside any command. */
    @JsonTypeName("job:stderr")
    record Stderr(@JsonUnwrapped Stamp stamp, @JsonUnwrapped Output output) implements Log {}

    /**
     * What a plugin has to tell.
     *
     * @param plugin the plugin's id
     * @param data whatever the plugin passed in
     */
    @JsonTypeName("job:plugin")
    record PluginData(@JsonUnwrapped Stamp stamp, String plugin, Map<String, Object> data) implements JobEvent {}

    /**
     * A command ended.
     *
     * @param exitCode what it returned; 128 + n when signal n ended it
     */
    @JsonTypeName("job:cmd:done")
    record CommandDone(@JsonUnwrapped Stamp stamp, int num, int exitCode) implements Status {}

    /**
     * The test phase ended.
     *
     * @param code the exit code of its last command
     */
    @JsonTypeName("job:tested")
    record Tested(@JsonUnwrapped Stamp stamp, int code) implements Status {}

    /**
     * The deploy phase ended.
     *
     * @param code the exit code of its last command
     */
    @JsonTypeName("job:deployed")
    record Deployed(@JsonUnwrapped Stamp stamp, int code) implements Status {}

    /**
     * The job's output is more than its drone can keep for a store that is slow or away: what is written from here on is
     * not in the log, and what plugins tell from here on is lost.
     *
     * @param limit how much the drone keeps of one job, in bytes
     */
    @JsonTypeName("job:truncated")
    record Truncated(@JsonUnwrapped Stamp stamp, long limit) implements Status {}

    /**
     * The drone was told that somebody wants the job no more, and ends its processes now. The cleanup comes after that.
     *
     * @param by who cancelled it
     */
    @JsonTypeName("job:cancelling")
    record Cancelling(@JsonUnwrapped Stamp stamp, String by) implements Status {}

    /**
     * The processes of the cancelled job have ended.
     *
     * @param by who cancelled it
     * @param signalled the processes that were told to end; of very many only the first
     * @param left the ids of processes that could not be ended: none, on a good day
     */
    @JsonTypeName("job:cancelled")
    record Cancelled(@JsonUnwrapped Stamp stamp, String by, List<Signalled> signalled, List<Long> left)
            implements
                Status {

        public Cancelled {
            signalled = List.copyOf(signalled);
            left = List.copyOf(left);
        }
    }

    /**
     * A process that was told to end.
     *
     * @param pid its id on the drone's machine, or in the job's container
     * @param program what it ran, without its arguments; empty when that could not be read
     * @param signals the names of the signals that it got, in order: {@code TERM}, {@code KILL}
     */
    record Signalled(long pid, String program, List<String> signals) {

        public Signalled {
            signals = List.copyOf(signals);
        }
    }

    /**
     * The attempt is over because the code asks for what its drone lacks. The drone says so, and has begun nothing;
     * another attempt follows.
     *
     * @param reason what is lacking, for people
     * @param needs all that the job needs, as is known now
     */
    @JsonTypeName("job:requeued")
    record Requeued(@JsonUnwrapped Stamp stamp, String reason, Needs needs) implements Status {}

    /**
     * The attempt is over because its drone is gone.
     *
     * @param reason what became of the drone
     */
    @JsonTypeName("job:lost")
    record Lost(@JsonUnwrapped Stamp stamp, String reason) implements Status {}

    /**
     * The job is over. Its number is the attempt's last: all numbers below it have been given out.
     *
     * @param reason why it did not succeed, for people; null on success
     * @param log what the log must come to; null when no drone ended the job
     */
    @JsonTypeName("job:done")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Done(@JsonUnwrapped Stamp stamp, Conclusion conclusion, @Nullable String reason, @Nullable LogSummary log)
            implements
                Status {}
}
