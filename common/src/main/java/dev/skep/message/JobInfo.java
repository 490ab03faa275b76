package dev.skep.message;

import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeName;
import org.jspecify.annotations.Nullable;

/**
 * How far a running job is, by the word of the drone that runs it. All events up to {@code lastSeq} have left the drone.
 *
 * @param job the job's id
 * @param attempt its attempt
 * @param lease the execution's lease
 * @param drone who says so
 * @param at when
 * @param lastSeq the number of the last event
 * @param logBytes the length of the log so far
 * @param command the number of the command that runs; null between commands
 */
@JsonTypeName("job:info")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record JobInfo(String job, int attempt, String lease, String drone, Instant at, long lastSeq, long logBytes,
        @Nullable Integer command) implements Message {}
