package dev.skep.gateway.hook;

import java.time.Instant;
import java.util.regex.Pattern;

import dev.skep.gateway.hook.GitHubPayload.Commit;
import dev.skep.gateway.hook.GitHubPayload.User;
import dev.skep.gateway.job.NewJob;
import dev.skep.gateway.problem.Field;
import dev.skep.gateway.project.Project;
import dev.skep.gateway.project.RefNames;
import dev.skep.message.Ref;
import dev.skep.message.Trigger;
import dev.skep.message.Vcs;
import org.jspecify.annotations.Nullable;

/** GitHub's word that a branch has a new head. */
final class GitHubPush {

    private static final String BRANCH = "refs/heads/";
    private static final Pattern SKIP = Pattern.compile("(?i)\\[(skip ci|ci skip)]");

    private GitHubPush() {}

    static Outcome read(Project project, GitHubPayload push, Instant now) {
        if (push.ref() == null || push.after() == null) {
            throw new Field(push.ref() == null ? "ref" : "after").invalid("is missing: a push says ref and after");
        }
        RefNames.requireCommit(new Field("after"), push.after(), Vcs.GIT);
        if (Boolean.TRUE.equals(push.deleted())) {
            return new Outcome.Ignored(push.ref() + " was deleted");
        }
        if (!push.ref().startsWith(BRANCH)) {
            return new Outcome.Ignored(push.ref() + " is not a branch");
        }
        var commit = push.head_commit();
        var skip = SKIP.matcher(commit == null || commit.message() == null ? "" : commit.message());
        if (skip.find()) {
            return new Outcome.Ignored("the message of commit " + push.after() + " says " + skip.group());
        }
        var branch = push.ref().substring(BRANCH.length());
        var type = project.typeFor(branch);
        if (type == null) {
            return new Outcome.Ignored("no branch pattern of project " + project.name() + " matches " + branch);
        }
        var user = push.user() == null && push.pusher() != null ? push.pusher().name() : push.user();
        return new Outcome.Started(
                NewJob.of(type, Ref.of(branch, push.after()), trigger(push, commit, now), user));
    }

    private static Trigger trigger(GitHubPayload push, @Nullable Commit commit, Instant now) {
        var author = commit == null || commit.author() == null ? push.pusher() : commit.author();
        var time = commit == null
                ? null
                : GitHubPayload.time(new Field("head_commit.timestamp"), commit.timestamp());
        return new Trigger(Trigger.COMMIT, author == null ? null : author(author, push.sender()),
                commit == null ? null : commit.message(), time == null ? now : time,
                commit == null ? null : commit.url(), GitHubPayload.SOURCE);
    }

    /** GitHub knows the page and picture only of who pushed, who need not be the author. */
    private static Trigger.Author author(User author, @Nullable User sender) {
        var page = sender != null && sender.login() != null && sender.login().equals(author.username())
                ? sender
                : author;
        return new Trigger.Author(null, page.html_url(), author.name(), author.email(), page.avatar_url(),
                author.username());
    }
}
