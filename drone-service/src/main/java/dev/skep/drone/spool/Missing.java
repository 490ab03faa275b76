package dev.skep.drone.spool;

import java.util.Collections;
import java.util.List;

import dev.skep.message.JobStored;

/**
 * The numbers of events that the store lacks.
 *
 * @param holes some, in order
 * @param from and all from this one on, which is larger than they are
 * @param last up to this one
 */
record Missing(List<Long> holes, long from, long last) {

    /** No number. */
    static final long NONE = -1;

    /** What lacks by a gateway's word, of an execution whose last event has this number. */
    static Missing of(JobStored answer, long last) {
        var holes = answer.missing();
        // When there are more holes than it names, it has not looked further than the last that it names.
        var more = !holes.isEmpty() && holes.getLast() == answer.before() - 1;
        return new Missing(holes, more ? Math.max(answer.before(), last + 1) : answer.before(), last);
    }

    boolean isEmpty() {
        return first() == NONE;
    }

    /** The first of them; {@link #NONE} when there is none. */
    long first() {
        return after(NONE);
    }

    /** The first of them that is larger; {@link #NONE} when there is none. */
    long after(long seq) {
        for (var hole : holes) {
            if (hole > seq) {
                return hole;
            }
        }
        var next = Math.max(from, seq + 1);
        return next <= last ? next : NONE;
    }

    boolean has(long seq) {
        return (seq >= from && seq <= last) || Collections.binarySearch(holes, seq) >= 0;
    }
}
