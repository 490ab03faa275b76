package dev.skep.message;

import com.fasterxml.jackson.annotation.JsonTypeName;

/**
 * Asks whether this execution may deploy. Drone to any gateway, again until there is an answer, which is {@link JobPermit}.
 *
 * @param job the job's id
 * @param attempt the execution's attempt
 * @param lease the execution's lease
 * @param drone who asks
 * @param incarnation which start of that drone
 */
@JsonTypeName("job:query-permit")
public record JobQueryPermit(String job, int attempt, String lease, String drone, String incarnation)
        implements
            Message {

    /** The execution that wants to deploy. */
    public Execution execution() {
        return new Execution(job, attempt, lease);
    }
}
