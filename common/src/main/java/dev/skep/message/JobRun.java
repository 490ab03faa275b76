package dev.skep.message;

import com.fasterxml.jackson.annotation.JsonTypeName;

/**
 * A job put on one drone. Queen to drone.
 *
 * @param job what to run
 * @param lease the placement's own random name; every event of this execution carries it
 * @param assigned what the queen says of the placement: the drone keeps it with its own events, in case the word is lost
 */
@JsonTypeName("job:run")
public record JobRun(JobData job, String lease, JobEvent.Assigned assigned) implements Message {

    public JobRun {
        Word.require("a lease", lease);
    }

    /** The execution that this message starts. */
    public Execution execution() {
        return new Execution(job.id(), job.attempt(), lease);
    }
}
