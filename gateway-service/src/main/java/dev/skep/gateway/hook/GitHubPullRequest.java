package dev.skep.gateway.hook;

import java.time.Instant;
import java.util.Set;

import dev.skep.gateway.hook.GitHubPayload.PullRequest;
import dev.skep.gateway.hook.GitHubPayload.Side;
import dev.skep.gateway.hook.GitHubPayload.User;
import dev.skep.gateway.job.NewJob;
import dev.skep.gateway.problem.Field;
import dev.skep.gateway.project.Project;
import dev.skep.message.JobType;
import dev.skep.message.Ref;
import dev.skep.message.Trigger;
import org.jspecify.annotations.Nullable;

/** GitHub's word of a pull request. What is tested is what the base branch would be after the merge. */
final class GitHubPullRequest {

    private static final Set<String> STARTING = Set.of("opened", "synchronize", "reopened");

    private GitHubPullRequest() {}

    static Outcome read(Project project, GitHubPayload payload, Instant now) {
        var request = payload.pull_request();
        var number = payload.number();
        if (request == null || number == null || number < 1) {
            throw new Field(request == null ? "pull_request" : "number").invalid("is missing");
        }
        if (payload.action() == null || !STARTING.contains(payload.action())) {
            return new Outcome.Ignored("pull request " + number + " was " + payload.action()
                    + ": jobs start when one is opened, reopened or has new commits");
        }
        var base = request.base() == null ? null : request.base().ref();
        if (base == null) {
            throw new Field("pull_request.base.ref").invalid("is missing");
        }
        if (project.typeFor(base) == null) {
            return new Outcome.Ignored("no branch pattern of project " + project.name() + " matches " + base
                    + ", the base of pull request " + number);
        }
        var ref = new Ref(null, null, "+refs/pull/" + number + "/merge");
        return new Outcome.Started(NewJob.of(JobType.TEST, ref, trigger(request, now), payload.user())
                .into(base, isFork(request.head(), request.base())));
    }

    /** What is not surely the project's own is somebody else's. */
    private static boolean isFork(@Nullable Side head, @Nullable Side base) {
        var from = head == null || head.repo() == null ? null : head.repo().full_name();
        var to = base == null || base.repo() == null ? null : base.repo().full_name();
        return from == null || !from.equals(to);
    }

    private static Trigger trigger(PullRequest request, Instant now) {
        var time = GitHubPayload.time(new Field("pull_request.updated_at"), request.updated_at());
        return new Trigger(Trigger.PULL_REQUEST, request.user() == null ? null : author(request.user()),
                request.title(), time == null ? now : time, request.html_url(), GitHubPayload.SOURCE);
    }

    private static Trigger.Author author(User user) {
        return new Trigger.Author(user.id() == null ? null : user.id().toString(), user.html_url(), user.name(),
                user.email(), user.avatar_url(), user.login());
    }
}
