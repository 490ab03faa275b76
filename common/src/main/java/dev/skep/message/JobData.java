package dev.skep.message;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * What a drone must know to run a job.
 *
 * @param id the job's id; holds no dot, because it is a word of routing keys
 * @param number the job's number within its project, from 1
 * @param attempt the how-manieth execution of the job this is, from 1
 * @param project the project's name
 * @param jobType which of the phases to run
 * @param repo where the code is
 * @param ref which state of the code
 * @param trigger who or what asked for the job
 * @param timeout the longest the job may run, null for the drone's own limit
 */
public record JobData(String id, long number, int attempt, String project, JobType jobType, Repo repo, Ref ref,
        Trigger trigger, @Nullable Duration timeout) {

    public JobData {
        if (id.contains(".")) {
            throw new IllegalArgumentException("a job id holds no dot: " + id);
        }
    }
}
