package dev.skep.gateway.job;

import java.util.List;

import dev.skep.gateway.problem.Problem;
import dev.skep.gateway.project.Project;
import dev.skep.gateway.project.ProjectForTests;
import dev.skep.message.JobType;
import dev.skep.message.Ref;
import dev.skep.message.Trigger;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import static dev.skep.gateway.job.IntakeForTests.NOW;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class JobRequestTest {

    private static JobRequest request(String more) {
        var json = "{\"project\": \"app\"" + (more.isEmpty() ? "" : ", " + more) + "}";
        return JsonMapper.shared().readValue(json, JobRequest.class);
    }

    private static NewJob ask(String more) {
        return request(more).checked(ProjectForTests.of("app"), "admin", NOW);
    }

    private static Trigger trigger(String json) {
        return ask("\"trigger\": " + json).trigger();
    }

    private static void refuses(String field, String more) {
        assertThatExceptionOfType(Problem.class).as(more).isThrownBy(() -> ask(more))
                .satisfies(problem -> assertThat(requireNonNull(problem.getBody().getProperties()))
                        .containsEntry("field", field));
    }

    private static void refusesTrigger(String field, String json) {
        refuses(field, "\"trigger\": " + json);
    }

    @Test
    void isManualAndByTheCallerWhenNothingIsSaid() {
        var job = ask("");
        assertThat(job.user()).isEqualTo("admin");
        assertThat(job.priority()).isZero();
        assertThat(job.ref()).isEqualTo(Ref.DEFAULT);
        assertThat(job.trigger())
                .isEqualTo(new Trigger("manual", null, null, NOW, null, new Trigger.Api("api")));
    }

    @Test
    void takesAllThreeSources() {
        assertThat(trigger("{\"source\": {\"type\": \"UI\", \"page\": \"project\"}}").source())
                .isEqualTo(new Trigger.Ui("project"));
        assertThat(trigger("{\"source\": {\"type\": \"API\", \"app\": \"nightly\"}}").source())
                .isEqualTo(new Trigger.Api("nightly"));
        var plugin = trigger("""
                { "type": "release", "message": "v1", "url": "https://example.org/v1",
                  "author": { "id": "7", "name": "Ada", "email": "ada@example.org", "username": "ada" },
                  "source": { "type": "plugin", "plugin": "releases" } }""");
        assertThat(plugin).isEqualTo(new Trigger("release",
                new Trigger.Author("7", null, "Ada", "ada@example.org", null, "ada"), "v1", NOW,
                "https://example.org/v1", new Trigger.Plugin("releases")));
    }

    @Test
    void letsOnlyPluginsAddTypes() {
        refusesTrigger("trigger.type", "{\"type\": \"release\"}");
        refusesTrigger("trigger.type", "{\"type\": \"commit\", \"source\": {\"type\": \"UI\", \"page\": \"p\"}}");
        for (var type : new String[]{"", "Release", "1st", "a b", "a_b"}) {
            refusesTrigger("trigger.type",
                    "{\"type\": \"" + type + "\", \"source\": {\"type\": \"plugin\", \"plugin\": \"p\"}}");
        }
    }

    @Test
    void namesWhatIsWrongWithTheTrigger() {
        refusesTrigger("trigger.source.page", "{\"source\": {\"type\": \"UI\"}}");
        refusesTrigger("trigger.source.app", "{\"source\": {\"type\": \"API\", \"app\": \" \"}}");
        refusesTrigger("trigger.source.plugin", "{\"source\": {\"type\": \"plugin\", \"plugin\": \"a\\nb\"}}");
        refusesTrigger("trigger.url", "{\"url\": \"javascript:alert(1)\"}");
        refusesTrigger("trigger.author.url", "{\"author\": {\"url\": \"data:text/html,x\"}}");
        refusesTrigger("trigger.author.name", "{\"author\": {\"name\": \"" + "x".repeat(251) + "\"}}");
        refusesTrigger("trigger.message", "{\"message\": \"" + "x".repeat(10_001) + "\"}");
    }

    @Test
    void takesPrioritiesFromLeastToMost() {
        assertThat(ask("\"priority\": -1000").priority()).isEqualTo(-1000);
        assertThat(ask("\"priority\": 1000").priority()).isEqualTo(1000);
        refuses("priority", "\"priority\": 1001");
        refuses("priority", "\"priority\": -2147483648");
    }

    @Test
    void takesBranchOrRefspecNotBoth() {
        assertThat(ask("\"ref\": {\"fetch\": \"+refs/pull/1/merge\"}").ref().fetch()).isEqualTo("+refs/pull/1/merge");
        refuses("ref.fetch", "\"ref\": {\"fetch\": \"refs/pull/1/merge\", \"branch\": \"main\"}");
    }

    @Test
    void isTheSameAgainThoughARuleHasChangedMeanwhile() throws Exception {
        var before = ProjectForTests.of("app");
        var after = ProjectForTests.of("app", new Project.Branch("main", JobType.TEST_AND_DEPLOY, List.of()));
        var request = request("\"ref\": {\"branch\": \"main\"}");
        try (var test = new IntakeForTests()) {
            var job = test.intake().accept(before, request.checked(before, "admin", NOW), "key");
            request.requireSame(job, request.checked(after, "admin", NOW));

            var deploy = request("\"ref\": {\"branch\": \"main\"}, \"type\": \"DEPLOY\"");
            assertThatExceptionOfType(Problem.class)
                    .isThrownBy(() -> deploy.requireSame(job, deploy.checked(after, "admin", NOW)));
        }
    }
}
