package dev.skep.queen;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import dev.skep.message.Execution;
import dev.skep.message.QueueNew;

/** The executions of jobs that have been placed, by which the queen knows what comes again. Of very many only the last. */
final class Executions {

    private static final int REMEMBERED = 10_000;

    private final Map<String, Execution> byJob = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Execution> eldest) {
            return size() > REMEMBERED;
        }
    };

    void add(Execution execution) {
        byJob.put(execution.job(), execution);
    }

    /** The job is in line again, or wanted no more: the execution that was placed before counts no more. */
    Optional<Execution> removeAll(String job) {
        return Optional.ofNullable(byJob.remove(job));
    }

    /** The execution never came to be; false when it is not the job's last. */
    boolean remove(Execution execution) {
        return byJob.remove(execution.job(), execution);
    }

    /** The execution for which the job has been placed since this was sent; empty when it has not. */
    Optional<Execution> knows(QueueNew message) {
        return Optional.ofNullable(byJob.get(message.job().id())).filter(
                last -> last.attempt() >= message.job().attempt() && !last.lease().equals(message.returned()));
    }
}
