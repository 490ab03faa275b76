package dev.skep.message;

/**
 * One run of a job on one drone: what a lease stands for.
 *
 * @param job the job's id
 * @param attempt which execution of the job this is, from 1
 * @param lease the placement's random name
 */
public record Execution(String job, int attempt, String lease) {}
