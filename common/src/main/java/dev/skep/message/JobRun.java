package dev.skep.message;

import com.fasterxml.jackson.annotation.JsonTypeName;

/**
 * A job put on one drone. Queen to drone.
 *
 * @param job what to run
 * @param lease the placement's own random name; every event of this execution carries it
 */
@JsonTypeName("job:run")
public record JobRun(JobData job, String lease) implements Message {

    /** The execution that this message starts. */
    public Execution execution() {
        return new Execution(job.id(), job.attempt(), lease);
    }
}
