package dev.skep.drone.process;

import java.util.List;

import dev.skep.message.JobEvent.Signalled;

/**
 * What was done to end the processes of a job, and what came of it.
 *
 * @param signalled the processes that were told to end, in the order in which they were; of very many only the first
 * @param left the ids of those that could not be ended; of very many only the first
 */
public record Evidence(List<Signalled> signalled, List<Long> left) {

    private static final int MOST = 100;

    /** Of several places together. */
    public static Evidence of(List<Evidence> parts) {
        return new Evidence(parts.stream().flatMap(part -> part.signalled().stream()).toList(),
                parts.stream().flatMap(part -> part.left().stream()).toList());
    }

    public Evidence {
        signalled = signalled.stream().limit(MOST).toList();
        left = left.stream().limit(MOST).toList();
    }
}
