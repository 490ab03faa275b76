package dev.skep.message;

import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What every event of a job carries, and what makes it unique.
 *
 * @param job the job's id
 * @param attempt which execution of the job this belongs to, from 1
 * @param lease the placement's random name; null on the events that belong to no placement
 * @param seq the event's place in its attempt: 0 is {@code job:queued}, 1 the queen's {@code job:assigned}, and the
 *            drone counts on from 2 without a gap
 * @param at when it happened, by the clock of whoever says so
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Stamp(String job, int attempt, @Nullable String lease, long seq, Instant at) {

    /** {@code job:queued} opens an attempt. */
    public static final long QUEUED = 0;
    /** {@code job:assigned} follows. */
    public static final long ASSIGNED = 1;
    /** From here on the drone counts. */
    public static final long FIRST_OF_DRONE = 2;

    public Stamp {
        Word.require("a job's id", job);
        if (lease != null) {
            Word.require("a lease", lease);
        }
    }

    /** The execution that it happened in; null for what gateways say. */
    public @Nullable Execution execution() {
        return lease == null ? null : new Execution(job, attempt, lease);
    }
}
