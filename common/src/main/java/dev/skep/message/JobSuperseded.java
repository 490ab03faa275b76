package dev.skep.message;

import com.fasterxml.jackson.annotation.JsonTypeName;

/**
 * The word of this execution counts no more: its drone ends it and says nothing further of it. Gateway to drone.
 *
 * @param job the job's id
 * @param attempt the execution's attempt
 * @param lease the execution's lease
 * @param reason why, for people
 */
@JsonTypeName("job:superseded")
public record JobSuperseded(String job, int attempt, String lease, String reason) implements Message {

    /** The execution that is meant. */
    public Execution execution() {
        return new Execution(job, attempt, lease);
    }
}
