package dev.skep.message;

import com.fasterxml.jackson.annotation.JsonTypeName;

/**
 * This execution may deploy, and no other of its job will unless a person says so. Gateway to drone. Who may not gets
 * {@link JobSuperseded} or {@link JobCancel} instead.
 *
 * @param job the job's id
 * @param attempt the execution's attempt
 * @param lease the execution's lease
 */
@JsonTypeName("job:permit")
public record JobPermit(String job, int attempt, String lease) implements Message {

    /** The execution that may deploy. */
    public Execution execution() {
        return new Execution(job, attempt, lease);
    }
}
