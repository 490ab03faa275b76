package dev.skep.gateway.job;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import dev.skep.gateway.history.AttemptHistory;
import dev.skep.gateway.history.EventPosition;
import dev.skep.gateway.project.OnLost;
import dev.skep.message.Conclusion;
import dev.skep.message.Execution;
import dev.skep.message.ExecutorConfig;
import dev.skep.message.JobData;
import dev.skep.message.JobEvent;
import dev.skep.message.JobType;
import dev.skep.message.LogSummary;
import dev.skep.message.Needs;
import dev.skep.message.Phase;
import dev.skep.message.Placement;
import dev.skep.message.PluginUse;
import dev.skep.message.Ref;
import dev.skep.message.Repo;
import dev.skep.message.Trigger;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * One job as the store has it: what was asked, how far it is, and the attempts that came before.
 *
 * @param id its id; ids sort by the time of intake
 * @param order what was asked
 * @param progress how far the current attempt is
 * @param lostAttempts the attempts before the current one, oldest first
 * @param cancel who wants it no more; null while nobody has said so
 * @param delivery what makes a repeated request the same; null when the sender gave nothing
 * @param sent whether the queen's queue has it
 */
@Document("jobs")
public record Job(@Id String id, Order order, Progress progress, List<LostAttempt> lostAttempts,
        @Nullable Cancel cancel, @Nullable String delivery, boolean sent) {

    /**
     * What was asked, with what the project said about it at that time.
     *
     * @param repo where the code is, without what opens it
     * @param timeout the longest the job may run, null for the drone's own limit
     * @param user on whose behalf it runs; null where nobody is known
     * @param priority among jobs that wait, the higher goes first; 0 is usual
     * @param plugins in the order in which they run, without what opens their repositories
     * @param executor how commands run; null for what {@code skep.yml} or the drone says
     * @param needs what a drone must offer
     * @param sealing what is sealed; null once the job is over
     * @param chain the projects whose jobs led to this one, the first one first
     * @param onLost what becomes of it when its drone is lost
     */
    public record Order(String project, long number, JobType type, Repo repo, Ref ref, Trigger trigger,
            @Nullable Duration timeout, @Nullable String user, Integer priority, List<PluginUse> plugins,
            @Nullable ExecutorConfig executor, Needs needs, @Nullable Sealing sealing, List<String> chain,
            OnLost onLost) {

        /** Documents of earlier versions lack what is newer than they are. */
        public Order {
            priority = Objects.requireNonNullElse(priority, 0);
            plugins = List.copyOf(Objects.requireNonNullElse(plugins, List.of()));
            needs = Objects.requireNonNullElse(needs, Needs.of(repo.vcs()));
            chain = List.copyOf(Objects.requireNonNullElse(chain, List.of()));
            onLost = Objects.requireNonNullElse(onLost, OnLost.RETRY);
        }
    }

    /**
     * How far an attempt is. Each part is set by one kind of event, and {@code rank} only rises, so that events may come
     * in any order.
     *
     * @param attempt its number, from 1
     * @param rank the furthest {@link Rank} that is known
     * @param lease the execution whose word counts, null until there is one
     * @param drone where it runs, or is to run
     * @param incarnation which start of that drone accepted it
     * @param placements why which drone, by the lease of each placement; there are several where drones gave it back
     * @param pending why it still waits
     * @param permit the permit to deploy; null when it did not get it
     * @param cancelled how its drone ended it; null while none does
     * @param reason why it did not succeed, for people
     * @param lastSeq the attempt's last event once it is over; null before
     * @param closing the first of the events at the attempt's end that the gateway wrote itself, because no drone would;
     *                null where it wrote none
     * @param logComplete whether every event up to the last is stored
     */
    public record Progress(int attempt, int rank, @Nullable String lease, @Nullable String drone,
            @Nullable String incarnation, @Nullable Map<String, Placed> placements, @Nullable Pending pending,
            @Nullable Permit permit, @Nullable Cancelled cancelled, @Nullable Conclusion conclusion,
            @Nullable String reason, @Nullable Integer testExitCode,
            @Nullable Integer deployExitCode, Times times, @Nullable Map<String, Command> commands,
            @Nullable LogSummary log, @Nullable Long lastSeq, @Nullable Long closing, boolean logComplete) {

        static Progress queued(int attempt, Instant at) {
            return new Progress(attempt, Rank.QUEUED, null, null, null, null, null, null, null, null, null, null, null,
                    new Times(at, null, null, null, null, null), null, null, null, null, false);
        }

        /** The placement of the execution whose word counts; null while there is none, or its event is on its way. */
        @Nullable
        Placed placed() {
            return placements == null || lease == null ? null : placements.get(lease);
        }
    }

    /** Why this drone, and what the queen chose from. */
    public record Placed(String drone, String reason, Instant at, Placement choice) {}

    /**
     * Why a job waits.
     *
     * @param since when it began to wait for a reason of this code
     * @param at when the queen last said so
     * @param choice the drones that she had to choose from
     */
    public record Pending(String code, String message, Instant since, Instant at, Placement choice) {}

    /**
     * A drone may deploy the job.
     *
     * @param incarnation which start of the drone may: another start of it knows nothing of what this one did
     */
    public record Permit(String incarnation, Instant at) {}

    /** Somebody wants the job no more. */
    public record Cancel(String by, Instant at) {}

    /**
     * How a drone ended a cancelled job. Part by part, as its word comes.
     *
     * @param deliveredAt when the order reached the drone
     * @param endedAt when all processes had ended
     * @param signalled the processes that were told to end
     * @param left the ids of processes that could not be ended
     */
    public record Cancelled(@Nullable Instant deliveredAt, @Nullable Instant endedAt,
            @Nullable List<JobEvent.Signalled> signalled, @Nullable List<Long> left) {}

    /** When each stage was reached. */
    public record Times(Instant queued, @Nullable Instant assigned, @Nullable Instant started, @Nullable Instant tested,
            @Nullable Instant deployed, @Nullable Instant finished) {}

    /** One command of the job. */
    public record Command(int num, @Nullable Phase phase, @Nullable String screencmd, @Nullable String name,
            @Nullable Integer exitCode, @Nullable Instant startedAt, @Nullable Instant finishedAt) {}

    /**
     * An attempt that another one followed.
     *
     * @param lastSeq the number of its last event
     * @param requeued whether its drone gave it up before it had begun, for another drone; else the drone was lost
     * @param begun whether its drone had begun it; what only waited for a lost drone does not count among the attempts
     */
    public record LostAttempt(int attempt, @Nullable String lease, @Nullable String drone, String reason,
            long lastSeq, boolean requeued, Boolean begun) {

        /** Documents of earlier versions have only what had begun. */
        public LostAttempt {
            begun = Objects.requireNonNullElse(begun, true);
        }

        /** The gateway wrote the last event of an attempt that was lost with its drone. */
        private AttemptHistory history(String job) {
            return new AttemptHistory(job, attempt, lease, requeued ? Long.MAX_VALUE : lastSeq, lastSeq);
        }
    }

    /** How far a job is, as numbers that only rise within an attempt. */
    public interface Rank {
        /** Taken in. */
        int QUEUED = 0;
        /** Put on a drone. */
        int ASSIGNED = 1;
        /** The drone has it. */
        int ACCEPTED = 2;
        /** It runs. */
        int RUNNING = 3;
        /** It is over. */
        int FINISHED = 4;
    }

    /** The execution whose word counts; empty while there is none. */
    Optional<Execution> execution() {
        return Optional.ofNullable(progress.lease).map(lease -> new Execution(id, progress.attempt, lease));
    }

    /** Whether the job is over. */
    public boolean isFinished() {
        return progress.rank == Rank.FINISHED;
    }

    /** Whether a drone has it now. */
    public boolean isWithDrone() {
        return progress.rank == Rank.ACCEPTED || progress.rank == Rank.RUNNING;
    }

    /** The place of the last event of a job that is over. */
    public EventPosition lastPosition() {
        return new EventPosition(progress.attempt, progress.lastSeq == null ? -1 : progress.lastSeq);
    }

    /** What a drone must know to run the current attempt. */
    JobData data() {
        var sealing = Objects.requireNonNullElse(order.sealing, Sealing.NONE);
        return new JobData(id, order.number, progress.attempt, order.project, order.user, order.type, order.priority,
                order.repo.with(sealing.auth()), order.ref, order.trigger,
                order.plugins.stream().map(sealing::putBack).toList(), order.executor, sealing.secrets(), order.needs,
                order.timeout);
    }

    /** Where the events of each attempt are to be found, oldest attempt first. */
    public List<AttemptHistory> attempts() {
        return Stream.concat(lostAttempts.stream().map(lost -> lost.history(id)), Stream.of(currentAttempt())).toList();
    }

    /** Where the events of the current attempt are to be found. */
    public AttemptHistory currentAttempt() {
        var closing = progress.closing == null ? Long.MAX_VALUE : progress.closing;
        return new AttemptHistory(id, progress.attempt, progress.lease, closing, progress.lastSeq);
    }
}
