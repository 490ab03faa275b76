package dev.skep.drone.spool;

import java.time.Duration;
import java.time.Instant;

import dev.skep.message.JobStored;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When to ask what of an execution is stored, and what to do about the answers. All instants come from a source that only
 * rises. Not thread-safe.
 */
final class Handover {

    private static final Logger log = LoggerFactory.getLogger(Handover.class);
    private static final Duration SOON = Duration.ofMillis(500);
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final Duration WHILE_IT_RUNS = Duration.ofSeconds(10);
    /** Whoever writes this part of what is kept is asked for at once: else there might be no room for the rest. */
    private static final int PART = 8;

    private final Spool spool;
    private final Repair repair = new Repair();
    private Instant due;
    private Duration pause = SHORTEST;
    private boolean wasOver;
    /** As it was with the last question. */
    private Instant asked = Instant.EPOCH;
    private long written;
    private Confirmed confirmed = new Confirmed(0, 0);
    private boolean open;
    /** Whether no question since the last answer was left without one. */
    private boolean continuous = true;

    Handover(Spool spool, Instant now) {
        this.spool = spool;
        this.due = now.plus(WHILE_IT_RUNS);
    }

    /** Whether it is time to ask. */
    boolean isDue(Instant now) {
        if (spool.isStored()) {
            due = now.plus(WHILE_IT_RUNS);
        }
        if (spool.isOver() && !wasOver) {
            wasOver = true;
            pause = SHORTEST;
            due = now.plus(SOON);
        }
        return !now.isBefore(due) || (hasWrittenMuch() && !now.isBefore(asked.plus(SHORTEST)));
    }

    private boolean hasWrittenMuch() {
        return spool.written() - written > spool.limit() / PART;
    }

    /** A question is on its way. */
    void asked(Instant now) {
        continuous = continuous && !open;
        open = true;
        asked = now;
        written = spool.written();
        confirmed = spool.confirmed();
        due = now.plus(spool.isOver() ? pause : WHILE_IT_RUNS);
        pause = pause.multipliedBy(2).compareTo(LONGEST) > 0 ? LONGEST : pause.multipliedBy(2);
    }

    /** What a gateway says. */
    void on(JobStored answer, Instant now) {
        var before = spool.stored();
        var missing = Missing.of(answer, spool.lastSeq());
        spool.noteStored(missing.isEmpty() ? missing.last() + 1 : missing.first()); // more may be written meanwhile
        if (spool.stored() > before) {
            pause = SHORTEST;
            askWithin(spool.isOver() ? SHORTEST : WHILE_IT_RUNS, now);
        }
        if (!missing.isEmpty()) {
            onMissing(missing, now);
        }
        open = false;
        continuous = true;
    }

    private void askWithin(Duration time, Instant now) {
        due = due.isBefore(now.plus(time)) ? due : now.plus(time);
    }

    private void onMissing(Missing missing, Instant now) {
        if (missing.first() < confirmed.both()) {
            askWithin(Repair.PATIENCE, now);
        }
        var order = repair.on(missing, continuous, spool.confirmed(), now);
        if (order != null) {
            repeat(missing, order, now);
        }
    }

    private void repeat(Missing missing, Repair.Order order, Instant now) {
        var last = spool.repeat(missing, order);
        if (last != Missing.NONE) {
            log.info("the store lacks events of {} from {} on: they are sent again", spool.execution(),
                    missing.first());
            repair.sent(missing, last);
            pause = SHORTEST;
            askWithin(SHORTEST, now);
        } else if (spool.isOver() && missing.last() < order.confirmed().both()) {
            log.warn("neither the store nor this drone has events {} of {}", missing, spool.execution());
            spool.noteStored(spool.lastSeq() + 1);
        }
        if (repair.isInVain()) {
            log.error("event {} of {} was sent {} times and is not stored: the reason may stand in the dead queue",
                    missing.first(), spool.execution(), Repair.TRIES);
        }
    }
}
