package dev.skep.message;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import org.jspecify.annotations.Nullable;

/**
 * What a drone must know to run a job.
 *
 * @param id the job's id; holds no dot, because it is a word of routing keys
 * @param number the job's number within its project, from 1
 * @param attempt which execution of the job this is, from 1
 * @param project the project's name
 * @param user on whose behalf it runs; null where nobody is known
 * @param jobType which of the phases to run
 * @param priority among jobs that wait, the higher goes first; 0 is usual
 * @param repo where the code is
 * @param ref which state of the code
 * @param trigger who or what asked for the job
 * @param plugins in the order in which they run
 * @param executor how commands run; null for what {@code skep.yml} or the drone says
 * @param secrets environment variables that only commands may see, by name
 * @param needs what a drone must offer
 * @param timeout the longest the job may run, null for the drone's own limit
 */
public record JobData(String id, long number, int attempt, String project,
        @JsonInclude(Include.NON_NULL) @Nullable String user, JobType jobType,
        int priority, Repo repo, Ref ref, Trigger trigger, List<PluginUse> plugins,
        @JsonInclude(Include.NON_NULL) @Nullable ExecutorConfig executor,
        Map<String, Sealed> secrets, Needs needs, @Nullable Duration timeout) {

    public JobData {
        Word.require("a job's id", id);
        plugins = List.copyOf(plugins);
        secrets = Map.copyOf(secrets);
    }

    /** The first attempt of a job that needs nothing but its code. */
    public static JobData plain(String id, String project, JobType type, Repo repo, Ref ref, Trigger trigger,
            @Nullable Duration timeout) {
        return new JobData(id, 1, 1, project, null, type, 0, repo, ref, trigger, List.of(), null, Map.of(),
                Needs.of(repo.vcs()), timeout);
    }
}
