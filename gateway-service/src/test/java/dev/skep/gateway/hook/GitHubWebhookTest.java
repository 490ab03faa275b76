package dev.skep.gateway.hook;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;

import dev.skep.gateway.job.NewJob;
import dev.skep.gateway.problem.Problem;
import dev.skep.gateway.project.Project;
import dev.skep.gateway.project.ProjectForTests;
import dev.skep.message.JobType;
import dev.skep.message.Ref;
import dev.skep.message.Trigger;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The payloads have the form that GitHub's documentation describes, all top-level fields included. */
class GitHubWebhookTest {

    private static final String COMMIT = "6113728f27ae82c7b1a177c8d03f9e96e0adf246";

    private final GitHubWebhook webhook = new GitHubWebhook(JsonMapper.shared(), InstantSource.system());

    private static Project project(Project.Branch... branches) {
        return ProjectForTests.of("abacus", branches);
    }

    private static Project.Branch branch(String pattern, JobType type) {
        return new Project.Branch(pattern, type, List.of());
    }

    private static String payload(String name) throws IOException {
        try (InputStream in = GitHubWebhookTest.class.getResourceAsStream("/github/" + name + ".json")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private NewJob job(Project project, String event, String name) throws IOException {
        var outcome = webhook.read(project, event, payload(name));
        assertThat(outcome).isInstanceOf(Outcome.Started.class);
        return ((Outcome.Started) outcome).job();
    }

    private NewJob push(Project project, String name) throws IOException {
        return job(project, "push", name);
    }

    private String ignored(Project project, String event, String name) throws IOException {
        var outcome = webhook.read(project, event, payload(name));
        assertThat(outcome).isInstanceOf(Outcome.Ignored.class);
        return ((Outcome.Ignored) outcome).why();
    }

    @Test
    void turnsPushIntoJobForItsCommit() throws IOException {
        var push = push(project(), "push");
        assertThat(push.type()).isEqualTo(JobType.TEST);
        assertThat(push.ref()).isEqualTo(Ref.of("feature/abacus", COMMIT));
        assertThat(push.trigger()).isEqualTo(new Trigger(Trigger.COMMIT,
                new Trigger.Author(null, "https://github.com/ada-example", "Ada Example", "ada@example.org",
                        "https://avatars.githubusercontent.com/u/583231?v=4", "ada-example"),
                "Count faster\n\nUses fewer beads. “Plus vite” ✓", Instant.parse("2026-11-23T09:40:05Z"),
                "https://github.com/ada-example/abacus/commit/" + COMMIT, new Trigger.Plugin("github")));
        assertThat(push.user()).isEqualTo("ada-example");
        assertThat(push.branch()).isEqualTo("feature/abacus");
        assertThat(push.fork()).isFalse();
    }

    @Test
    void ignoresPushWhoseHeadCommitSaysSo() throws IOException {
        assertThat(ignored(project(), "push", "push-skip-ci")).contains(COMMIT).contains("[Skip CI]");
    }

    @Test
    void testsWhatTheBaseBranchOfPullRequestWouldBe() throws IOException {
        var job = job(project(branch("main", JobType.TEST_AND_DEPLOY)), "pull_request", "pull-request-opened");
        assertThat(job.type()).isEqualTo(JobType.TEST);
        assertThat(job.ref()).isEqualTo(new Ref(null, null, "+refs/pull/141/merge"));
        assertThat(job.branch()).isEqualTo("main");
        assertThat(job.fork()).isFalse();
        assertThat(job.user()).isEqualTo("ada-example");
        assertThat(job.trigger()).isEqualTo(new Trigger("pull-request",
                new Trigger.Author("583231", "https://github.com/ada-example", null, null,
                        "https://avatars.githubusercontent.com/u/583231?v=4", "ada-example"),
                "Count in base 12", Instant.parse("2026-11-23T10:15:30Z"),
                "https://github.com/ada-example/abacus/pull/141", new Trigger.Plugin("github")));
    }

    @Test
    void knowsForksEvenWhenTheyAreGone() throws IOException {
        assertThat(job(project(), "pull_request", "pull-request-synchronize-fork").fork()).isTrue();
        assertThat(job(project(), "pull_request", "pull-request-reopened-deleted-fork").fork()).isTrue();
    }

    @Test
    void ignoresPullRequestsThatAreClosedOrOfOtherBranches() throws IOException {
        assertThat(ignored(project(), "pull_request", "pull-request-closed")).contains("141").contains("closed");
        assertThat(ignored(project(branch("release-*", JobType.TEST)), "pull_request", "pull-request-opened"))
                .contains("main");
    }

    @Test
    void takesTypeFromFirstMatchingBranchPattern() throws IOException {
        var project = project(branch("main", JobType.TEST_AND_DEPLOY),
                branch("*", JobType.TEST));
        assertThat(push(project, "push-new-branch").type()).isEqualTo(JobType.TEST_AND_DEPLOY);
        assertThat(push(project, "push").type()).isEqualTo(JobType.TEST);
    }

    @Test
    void ignoresBranchThatNoPatternMatches() throws IOException {
        assertThat(ignored(project(branch("main", JobType.TEST)), "push", "push"))
                .contains("feature/abacus");
    }

    @Test
    void ignoresDeletedBranchesTagsPingsAndOtherEvents() throws IOException {
        assertThat(ignored(project(), "push", "push-deleted-branch")).contains("deleted");
        assertThat(ignored(project(), "push", "push-tag")).contains("refs/tags/v1.2.0");
        assertThat(ignored(project(), "ping", "ping")).contains("ping");
        assertThat(ignored(project(), "star", "ping")).contains("star");
    }

    @Test
    void refusesWhatGitHubDoesNotSend() {
        assertThatThrownBy(() -> webhook.read(project(), "push", "{nonsense")).isInstanceOf(Problem.class)
                .hasMessageContaining("not the JSON that GitHub sends");
        assertThatThrownBy(() -> webhook.read(project(), "push", "{}")).isInstanceOf(Problem.class);
        assertThatThrownBy(() -> webhook.read(project(), "push", "null")).isInstanceOf(Problem.class);
        assertThatThrownBy(() -> webhook.read(project(), "pull_request", "{\"number\": 1}"))
                .hasMessageContaining("pull_request");
    }
}
