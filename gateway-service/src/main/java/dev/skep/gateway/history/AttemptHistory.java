package dev.skep.gateway.history;

import dev.skep.message.Stamp;
import org.jspecify.annotations.Nullable;

/**
 * Where the events of one attempt are: their ids follow from this, so that none must be searched for.
 *
 * @param job the job's id
 * @param attempt the attempt's number
 * @param lease the execution whose events make the history; null while there is none
 * @param closing from this number on the gateway wrote the events itself, because no drone would;
 *                {@link Long#MAX_VALUE} when it did not
 * @param last the number of the last event; null while it is not known
 */
public record AttemptHistory(String job, int attempt, @Nullable String lease, long closing, @Nullable Long last) {

    private static final String NO_LEASE = "-";

    /** The id of this attempt's event number {@code seq}. */
    String idOf(long seq) {
        var ofGateway = seq == Stamp.QUEUED || seq >= closing;
        return id(job, attempt, ofGateway ? null : lease, seq);
    }

    static String id(String job, int attempt, @Nullable String lease, long seq) {
        return job + "/" + attempt + "/" + (lease == null ? NO_LEASE : lease) + "/" + seq;
    }
}
