package dev.skep.message;

import com.fasterxml.jackson.annotation.JsonTypeName;

/**
 * A job that waits for a drone. Gateway to queen.
 *
 * @param job what to run
 */
@JsonTypeName("queue:new")
public record QueueNew(JobData job) implements Message {}
