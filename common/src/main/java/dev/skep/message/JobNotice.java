package dev.skep.message;

import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonTypeName;

/** What the gateway must know of a job beside its history: not numbered, not part of the history. */
public sealed interface JobNotice extends Message {

    String job();

    int attempt();

    /**
     * No drone can take the job yet.
     *
     * @param at when the queen found so
     * @param code which kind of reason it is
     * @param message what is missing and what to do, for people
     * @param placement all that the queen chose from
     */
    @JsonTypeName("job:pending")
    record Pending(String job, int attempt, Instant at, Code code, String message, Placement placement)
            implements
                JobNotice {

        /** The kinds of reason for waiting. */
        public enum Code {
            /** No drone is there. */
            NO_DRONE,
            /** Drones are there, but none takes jobs. */
            NO_DRONE_READY,
            /** No drone has the job's version control program. */
            NO_DRONE_WITH_VCS,
            /** No drone has a plugin that the job needs. */
            NO_DRONE_WITH_PLUGIN,
            /** No drone has the executor that the job needs. */
            NO_DRONE_WITH_EXECUTOR,
            /** No drone has a label that the job needs. */
            NO_DRONE_WITH_LABEL,
            /** No drone has a key that opens what is sealed. */
            NO_DRONE_WITH_KEY,
            /** Each of the job's needs is met by some drone, but no drone meets them all. */
            NO_DRONE_FITS,
            /** All drones that fit have as many jobs as they may have waiting. */
            ALL_FULL
        }
    }

    /**
     * The drone gave up an execution that it had begun, and has ended its processes.
     *
     * @param lease the execution's lease
     * @param at when it gave up
     * @param reason why
     */
    @JsonTypeName("job:abandoned")
    record Abandoned(String job, int attempt, String lease, Instant at, String reason) implements JobNotice {}
}
