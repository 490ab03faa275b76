package dev.skep.gateway.hook;

import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;

import dev.skep.gateway.problem.Problem;
import dev.skep.gateway.project.Project;
import dev.skep.message.JobType;
import dev.skep.message.Ref;
import dev.skep.message.Trigger;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Reads GitHub's webhooks. What the fields mean is in GitHub's documentation of webhook events and payloads. */
@Component
class GitHubWebhook {

    private static final String BRANCH = "refs/heads/";
    private static final Trigger.Source SOURCE = new Trigger.Plugin("github");

    private final JsonMapper json;
    private final InstantSource clock;

    GitHubWebhook(JsonMapper json, InstantSource clock) {
        this.json = json.rebuild().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
        this.clock = clock;
    }

    /** What a delivery comes to. */
    sealed interface Outcome {}

    /** A push that starts a job. */
    record Push(JobType type, Ref ref, Trigger trigger) implements Outcome {}

    /** A delivery that starts none, and why. */
    record Ignored(String why) implements Outcome {}

    private record Payload(@Nullable String ref, @Nullable String after, @Nullable Boolean deleted,
            @Nullable Commit head_commit,
            @Nullable User pusher, @Nullable User sender) {}

    private record Commit(@Nullable String message, @Nullable String timestamp, @Nullable String url,
            @Nullable User author) {}

    private record User(@Nullable String login, @Nullable String name, @Nullable String email,
            @Nullable String username,
            @Nullable String html_url, @Nullable String avatar_url) {}

    /**
     * What this delivery comes to.
     *
     * @param event the header {@code X-GitHub-Event}
     * @throws Problem when the payload is not what GitHub sends
     */
    Outcome read(Project project, @Nullable String event, String payload) {
        var read = parse(payload);
        if (event == null) {
            throw new Problem(Problem.Kind.INVALID, "X-GitHub-Event", "the header X-GitHub-Event is missing");
        }
        return switch (event) {
            case "push" -> push(project, read);
            case "ping" -> new Ignored("ping: the webhook works");
            default -> new Ignored("events of type " + event + " start no job: push does");
        };
    }

    private Payload parse(String payload) {
        try {
            var read = json.readValue(payload, Payload.class);
            if (read != null) {
                return read;
            }
            throw notGitHubs("it is null");
        } catch (JacksonException e) {
            throw notGitHubs("see line " + e.getLocation().getLineNr() + ", column " + e.getLocation().getColumnNr());
        }
    }

    private static Problem notGitHubs(String why) {
        return new Problem(Problem.Kind.INVALID, "payload", "the payload is not the JSON that GitHub sends: " + why);
    }

    private Outcome push(Project project, Payload push) {
        if (push.ref == null || push.after == null) {
            throw new Problem(Problem.Kind.INVALID, push.ref == null ? "ref" : "after", "a push says ref and after");
        }
        if (!push.after.matches("[0-9a-f]{40}|[0-9a-f]{64}")) {
            throw new Problem(Problem.Kind.INVALID, "after", "after is no commit id");
        }
        if (Boolean.TRUE.equals(push.deleted)) {
            return new Ignored(push.ref + " was deleted");
        }
        if (!push.ref.startsWith(BRANCH)) {
            return new Ignored(push.ref + " is not a branch");
        }
        var branch = push.ref.substring(BRANCH.length());
        var type = project.typeFor(branch);
        if (type == null) {
            return new Ignored("no branch pattern of project " + project.name() + " matches " + branch);
        }
        return new Push(type, Ref.of(branch, push.after), trigger(push));
    }

    private Trigger trigger(Payload push) {
        var commit = push.head_commit;
        var author = commit == null || commit.author == null ? push.pusher : commit.author;
        return new Trigger(Trigger.COMMIT, author == null ? null : author(author, push.sender),
                commit == null ? null : commit.message, timestamp(commit), commit == null ? null : commit.url, SOURCE);
    }

    /** GitHub knows the page and picture only of who pushed, who need not be the author. */
    private static Trigger.Author author(User author, @Nullable User sender) {
        var page = sender != null && sender.login != null && sender.login.equals(author.username) ? sender : author;
        return new Trigger.Author(null, page.html_url, author.name, author.email, page.avatar_url, author.username);
    }

    private Instant timestamp(@Nullable Commit commit) {
        if (commit != null && commit.timestamp != null) {
            try {
                return OffsetDateTime.parse(commit.timestamp).toInstant();
            } catch (DateTimeParseException e) {
                throw new Problem(Problem.Kind.INVALID, "head_commit.timestamp",
                        "head_commit.timestamp is no ISO 8601 time: " + commit.timestamp);
            }
        }
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
