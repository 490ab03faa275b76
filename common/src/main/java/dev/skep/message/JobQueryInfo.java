package dev.skep.message;

import com.fasterxml.jackson.annotation.JsonTypeName;

/**
 * Asks the drone that runs this job to send at once what it has not sent yet, and to say how far the job is. Gateway to
 * drone; the answer is {@link JobInfo}.
 *
 * @param job the job's id
 */
@JsonTypeName("job:query-info")
public record JobQueryInfo(String job) implements Message {}
