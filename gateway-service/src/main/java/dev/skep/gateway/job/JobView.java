package dev.skep.gateway.job;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.skep.gateway.job.Job.Rank;
import dev.skep.message.Conclusion;
import dev.skep.message.JobEvent;
import dev.skep.message.JobType;
import dev.skep.message.Ref;
import dev.skep.message.Repo;
import dev.skep.message.Trigger;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.query.Criteria;

/** A job as the API gives it. */
public record JobView(String id, long number, String project, JobType type, Status status,
        @Nullable Conclusion conclusion, @Nullable String reason, int attempt, @Nullable String drone,
        @Nullable Pending pending, Ref ref, Repo repo, Trigger trigger, Instant queuedAt,
        @Nullable Instant assignedAt, @Nullable Instant startedAt, @Nullable Instant testedAt,
        @Nullable Instant deployedAt, @Nullable Instant finishedAt, @Nullable Integer testExitCode,
        @Nullable Integer deployExitCode, List<Job.Command> commands, Log log,
        @Nullable Cancel cancel, @Nullable Instant permittedAt, List<Job.LostAttempt> lostAttempts) {

    /** Where a job is. */
    public enum Status {
        /** It waits for a drone. */
        QUEUED,
        /** A drone is to run it. */
        ASSIGNED,
        /** It runs. */
        RUNNING,
        /** It is over; the conclusion says how. */
        FINISHED;

        static Status of(Job.Progress progress) {
            return switch (progress.rank()) {
                case Rank.QUEUED -> QUEUED;
                case Rank.ASSIGNED -> progress.pending() == null ? ASSIGNED : QUEUED; // its drone may have given it back
                case Rank.ACCEPTED -> ASSIGNED;
                case Rank.RUNNING -> RUNNING;
                case Rank.FINISHED -> FINISHED;
                default -> throw new IllegalStateException("no such rank: " + progress.rank());
            };
        }

        /** The jobs that look like this from outside. */
        Criteria criteria() {
            return switch (this) {
                case QUEUED -> new Criteria().orOperator(rank(Rank.QUEUED),
                        rank(Rank.ASSIGNED).and("progress.pending").exists(true));
                case ASSIGNED -> new Criteria().orOperator(rank(Rank.ACCEPTED),
                        rank(Rank.ASSIGNED).and("progress.pending").exists(false));
                case RUNNING -> rank(Rank.RUNNING);
                case FINISHED -> rank(Rank.FINISHED);
            };
        }

        private static Criteria rank(int rank) {
            return Criteria.where("progress.rank").is(rank);
        }
    }

    /**
     * Why a job waits.
     *
     * @param since when it began to wait for a reason of this code
     */
    public record Pending(String code, String message, Instant since) {

        static @Nullable Pending of(Job job) {
            var pending = job.progress().pending();
            return pending == null ? null : new Pending(pending.code(), pending.message(), pending.since());
        }
    }

    /**
     * That somebody cancelled the job, and what its drone did about it.
     *
     * @param deliveredAt when the order reached the job's drone; null when it did not, or no drone had the job
     * @param endedAt when all of the job's processes had ended
     * @param signalled the processes that were told to end, and how
     * @param left the ids of processes that could not be ended: none, on a good day
     */
    public record Cancel(String by, Instant at, @Nullable Instant deliveredAt, @Nullable Instant endedAt,
            List<JobEvent.Signalled> signalled, List<Long> left) {

        static @Nullable Cancel of(Job job) {
            var cancel = job.cancel();
            if (cancel == null) {
                return null;
            }
            var drone = job.progress().cancelled();
            return drone == null
                    ? new Cancel(cancel.by(), cancel.at(), null, null, List.of(), List.of())
                    : new Cancel(cancel.by(), cancel.at(), drone.deliveredAt(), drone.endedAt(),
                            Objects.requireNonNullElse(drone.signalled(), List.of()),
                            Objects.requireNonNullElse(drone.left(), List.of()));
        }
    }

    /**
     * What the log of a finished job comes to; all but {@code complete} is null before.
     *
     * @param dropped how many more bytes were written that are not in it; null when it has all
     * @param complete whether every byte of it is known to be stored
     */
    public record Log(@Nullable Long bytes, @Nullable Long lines, @Nullable String sha256,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long dropped, boolean complete) {}

    static JobView of(Job job) {
        var order = job.order();
        var progress = job.progress();
        var times = progress.times();
        var commands = progress.commands() == null
                ? List.<Job.Command>of()
                : progress.commands().values().stream().sorted(Comparator.comparingInt(Job.Command::num)).toList();
        var sum = progress.log();
        var log = sum == null // no drone ended it: what the last one wrote at last may be missing
                ? new Log(null, null, null, null, progress.logComplete() && progress.lease() == null)
                : new Log(sum.bytes(), sum.lines(), sum.sha256(), sum.dropped(), progress.logComplete());
        return new JobView(job.id(), order.number(), order.project(), order.type(), Status.of(progress),
                progress.conclusion(), progress.reason(), progress.attempt(), progress.drone(), Pending.of(job),
                order.ref(), order.repo().with(null), order.trigger(), times.queued(), times.assigned(),
                times.started(), times.tested(), times.deployed(), times.finished(), progress.testExitCode(),
                progress.deployExitCode(),
                commands, log, Cancel.of(job), progress.permit() == null ? null : progress.permit().at(),
                job.lostAttempts());
    }
}
