package dev.skep.message;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonTypeName;

/**
 * What the store has of an execution. Gateway to drone, in answer to {@link JobInfo}.
 *
 * @param job the job's id
 * @param attempt the execution's attempt
 * @param lease the execution's lease
 * @param before the events below this number are stored, but for those that are missing
 * @param missing the numbers of events below it that are not stored, in order; of very many only the first
 */
@JsonTypeName("job:stored")
public record JobStored(String job, int attempt, String lease, long before, List<Long> missing) implements Message {

    public JobStored {
        missing = List.copyOf(missing);
    }

    /** The execution that is meant. */
    public Execution execution() {
        return new Execution(job, attempt, lease);
    }
}
