package dev.skep.gateway.job;

import java.util.List;
import java.util.regex.Pattern;

import dev.skep.message.JobType;
import dev.skep.message.Ref;
import dev.skep.message.Trigger;
import org.jspecify.annotations.Nullable;

/**
 * A job that somebody or something asks of a project.
 *
 * @param branch the branch whose rules hold; null for none
 * @param fork whether the code is somebody else's, who is not to have the project's secrets
 * @param user on whose behalf it runs; null where nobody is known
 * @param priority among jobs that wait, the higher goes first; 0 is usual
 * @param chain the projects whose jobs led to this one, the first one first
 */
public record NewJob(JobType type, Ref ref, @Nullable String branch, boolean fork, Trigger trigger,
        @Nullable String user, int priority, List<String> chain) {

    /** As GitHub and Gitea, GitLab, and Bitbucket keep them. */
    private static final Pattern PULL_REQUEST = Pattern.compile("refs/(pull|merge-requests|pull-requests)/");

    public NewJob {
        chain = List.copyOf(chain);
    }

    /**
     * A job of the usual priority, by the rules of the branch that it is of. A pull request's code is taken for a fork's,
     * until a forge says otherwise.
     */
    public static NewJob of(JobType type, Ref ref, Trigger trigger, @Nullable String user) {
        var foreign = ref.fetch() != null && PULL_REQUEST.matcher(ref.fetch()).find();
        return new NewJob(type, ref, ref.branch(), foreign, trigger, user, 0, List.of());
    }

    /** The same job, as one that would change this branch. */
    public NewJob into(String base, boolean fromFork) {
        return new NewJob(type, ref, base, fromFork, trigger, user, priority, chain);
    }

    /** The same job with this priority. */
    public NewJob withPriority(int other) {
        return new NewJob(type, ref, branch, fork, trigger, user, other, chain);
    }

    /** The same job as the last one of this chain. */
    public NewJob after(List<String> projects) {
        return new NewJob(type, ref, branch, fork, trigger, user, priority, projects);
    }
}
