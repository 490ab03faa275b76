package dev.skep.gateway.hook;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

import dev.skep.gateway.problem.Problem;
import dev.skep.gateway.project.Project;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Reads GitHub's webhooks. */
@Component
class GitHubWebhook {

    private final JsonMapper json;
    private final InstantSource clock;

    GitHubWebhook(JsonMapper json, InstantSource clock) {
        this.json = json.rebuild().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
        this.clock = clock;
    }

    /**
     * What this delivery comes to.
     *
     * @param event the header {@code X-GitHub-Event}
     * @throws Problem when the payload is not what GitHub sends
     */
    Outcome read(Project project, @Nullable String event, String payload) {
        if (event == null) {
            throw new Problem(Problem.Kind.INVALID, "X-GitHub-Event", "the header X-GitHub-Event is missing");
        }
        var read = parse(payload);
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return switch (event) {
            case "push" -> GitHubPush.read(project, read, now);
            case "pull_request" -> GitHubPullRequest.read(project, read, now);
            case "ping" -> new Outcome.Ignored("ping: the webhook works");
            default -> new Outcome.Ignored("events of type " + event + " start no job: push and pull_request do");
        };
    }

    private GitHubPayload parse(String payload) {
        try {
            var read = json.readValue(payload, GitHubPayload.class);
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
}
