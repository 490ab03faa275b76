package dev.skep.message;

import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeName;
import org.jspecify.annotations.Nullable;

/**
 * How far a job is, by the word of the drone that runs it, or ran it and still keeps its events. All events up to
 * {@code lastSeq} are on their way to the store, or there. A gateway answers by {@link JobStored}.
 *
 * @param job the job's id
 * @param attempt its attempt
 * @param lease the execution's lease
 * @param drone who says so
 * @param at when
 * @param lastSeq the number of the last event so far
 * @param stored the events below this number are known to be stored
 * @param logBytes the length of the log so far
 * @param command the number of the command that runs; null between commands
 */
@JsonTypeName("job:info")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record JobInfo(String job, int attempt, String lease, String drone, Instant at, long lastSeq, long stored,
        long logBytes,
        @Nullable Integer command) implements Message {

    /** The execution that is meant. */
    public Execution execution() {
        return new Execution(job, attempt, lease);
    }
}
