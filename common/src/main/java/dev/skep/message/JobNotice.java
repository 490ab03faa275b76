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
     */
    @JsonTypeName("job:pending")
    record Pending(String job, int attempt, Instant at, Code code, String message) implements JobNotice {

        /** The kinds of reason for waiting. */
        public enum Code {
            /** No drone is there. */
            NO_DRONE,
            /** Drones are there, but none takes jobs. */
            NO_DRONE_READY
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
