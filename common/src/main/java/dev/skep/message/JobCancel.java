package dev.skep.message;

import com.fasterxml.jackson.annotation.JsonTypeName;

/**
 * Somebody wants the job no more. Gateway to queens, which let it go, and to the drone that has it, which ends it. Sent
 * again until the job is over.
 *
 * @param job the job's id; all of its attempts are meant
 * @param by who cancelled it
 */
@JsonTypeName("job:cancel")
public record JobCancel(String job, String by) implements Message {}
