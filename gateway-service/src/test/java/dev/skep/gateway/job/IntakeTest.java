package dev.skep.gateway.job;

import java.util.List;
import java.util.Map;

import dev.skep.gateway.problem.Problem;
import dev.skep.gateway.project.OnLost;
import dev.skep.gateway.project.PluginSetting;
import dev.skep.gateway.project.Project;
import dev.skep.gateway.project.ProjectForTests;
import dev.skep.message.Auth;
import dev.skep.message.Conclusion;
import dev.skep.message.ExecutorConfig;
import dev.skep.message.JobEvent;
import dev.skep.message.JobType;
import dev.skep.message.Needs;
import dev.skep.message.PluginSource;
import dev.skep.message.PluginUse;
import dev.skep.message.Ref;
import dev.skep.message.Repo;
import dev.skep.message.Sealed;
import dev.skep.message.Stamp;
import dev.skep.message.Trigger;
import dev.skep.message.Vcs;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

import static dev.skep.gateway.job.IntakeForTests.NOW;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@SuppressWarnings("NullAway.Init")
class IntakeTest {

    private static final Trigger TRIGGER = new Trigger(Trigger.MANUAL, null, null, NOW, null, new Trigger.Api("test"));
    private static final Auth AUTH = new Auth.Https("ada", new Sealed("k1", "password"));
    private static final Auth PLUGIN_AUTH = new Auth.Ssh(new Sealed("k2", "key"), new Sealed("k3", "phrase"), null);
    private static final PluginSource SOURCE = new PluginSource.Git("ssh://git@h/lint", "v1", PLUGIN_AUTH);
    private static final Map<String, Sealed> SECRETS = Map.of("TOKEN", new Sealed("k4", "token"));
    private static final PluginUse NODE = new PluginUse("node", true, Map.of("a.b", "$c", "version", "24"), null);

    private IntakeForTests test;

    @BeforeEach
    void open() throws Exception {
        test = new IntakeForTests();
    }

    @AfterEach
    void close() {
        test.close();
    }

    private static Project project(boolean forkSecrets) {
        var repo = new Repo("https://example.org/app.git", Vcs.GIT, "github", AUTH, true, 50);
        var plugins = List.of(new PluginSetting("node", null, Map.of("a.b", "$c", "version", "22"), null),
                new PluginSetting("off", false, Map.of(), null), new PluginSetting("lint", null, Map.of(), SOURCE));
        var main = new Project.Branch("main", JobType.TEST,
                List.of(new PluginSetting("node", null, Map.of("version", "24"), null)));
        return new Project("app", repo, null, SECRETS, plugins, List.of(main), ExecutorConfig.of("docker"), null,
                OnLost.RETRY, forkSecrets, List.of());
    }

    private static NewJob main() {
        return NewJob.of(JobType.TEST, Ref.of("main", "a".repeat(40)), TRIGGER, "ada").withPriority(7);
    }

    private Job accept(Project project, NewJob wanted) {
        return test.jobs().get(test.intake().accept(project, wanted, null).id());
    }

    private String stored(Job job) {
        return requireNonNull(test.store().operations().findById(job.id(), Document.class, "jobs")).toJson();
    }

    @Test
    void sendsEverythingThatTheDroneMustKnow() {
        var project = project(false);
        var data = accept(project, main()).data();
        assertThat(data.user()).isEqualTo("ada");
        assertThat(data.priority()).isEqualTo(7);
        assertThat(data.repo()).isEqualTo(project.repo());
        assertThat(data.secrets()).isEqualTo(SECRETS);
        assertThat(data.executor()).isEqualTo(ExecutorConfig.of("docker"));
        assertThat(data.plugins()).containsExactly(NODE, new PluginUse("off", false, Map.of(), null),
                new PluginUse("lint", true, Map.of(), SOURCE));
        assertThat(data.needs()).isEqualTo(
                new Needs(Vcs.GIT, List.of("node"), "docker", Map.of(), List.of("k1", "k2", "k3", "k4")));
    }

    @Test
    void takesThePluginsOfTheBranch() {
        var other = accept(project(false), NewJob.of(JobType.TEST, Ref.DEFAULT, TRIGGER, null));
        assertThat(other.data().plugins().getFirst().config()).containsEntry("version", "22");
        assertThat(other.data().user()).isNull();
    }

    @Test
    void keepsWhatIsSealedApartUntilTheJobIsOver() {
        var job = accept(project(false), main());
        assertThat(job.order().repo().auth()).isNull();
        assertThat(stored(job)).contains("\"password\"").doesNotContain("dev.skep");
        var end = new Stamp(job.id(), 1, "lease", 2, NOW);
        test.jobs().apply(List.of(new JobEvent.Done(end, Conclusion.SUCCESS, null, null)));
        var over = test.jobs().get(job.id());
        assertThat(stored(over)).doesNotContain("password").doesNotContain("phrase").doesNotContain("k4\", ");
        assertThat(over.data().repo().auth()).isNull();
        assertThat(over.data().secrets()).isEmpty();
        assertThat(over.data().plugins().get(2).source())
                .isEqualTo(new PluginSource.Git("ssh://git@h/lint", "v1", null));
    }

    @Test
    void givesForkNoSecretsUnlessTheProjectSaysSo() {
        var fetch = new Ref(null, null, "+refs/pull/1/merge");
        var fork = NewJob.of(JobType.TEST, fetch, TRIGGER, "bob").into("main", true);
        var data = accept(project(false), fork).data();
        assertThat(data.secrets()).isEmpty();
        assertThat(data.repo().auth()).isEqualTo(AUTH);
        assertThat(data.plugins().getFirst()).isEqualTo(NODE);
        assertThat(data.needs().keys()).containsExactly("k1", "k2", "k3");
        assertThat(accept(project(true), fork).data().secrets()).isEqualTo(SECRETS);
        assertThat(accept(project(false), fork.into("main", false)).data().secrets()).isEqualTo(SECRETS);
    }

    @Test
    void keepsLabelsWhoseNamesHaveDots() {
        var job = accept(project(false), main());
        var needs = new Needs(Vcs.GIT, List.of(), null, Map.of("kubernetes.io/os", "linux"), List.of());
        test.store().operations().updateFirst(Query.query(Criteria.where("_id").is(job.id())),
                new Update().set("order.needs", needs), Job.class);
        assertThat(test.jobs().get(job.id()).order().needs()).isEqualTo(needs);
    }

    @Test
    void readsJobsOfTheFirstVersion() {
        var job = accept(ProjectForTests.of("app"), main());
        var update = new Update();
        List.of("user", "priority", "plugins", "executor", "needs", "sealing", "chain")
                .forEach(field -> update.unset("order." + field));
        test.store().operations().updateFirst(Query.query(Criteria.where("_id").is(job.id())), update, Job.class);
        var data = test.jobs().get(job.id()).data();
        assertThat(data.priority()).isZero();
        assertThat(data.plugins()).isEmpty();
        assertThat(data.secrets()).isEmpty();
        assertThat(data.needs()).isEqualTo(Needs.of(Vcs.GIT));
    }

    @Test
    void makesOneJobOfOneDelivery() {
        var project = project(false);
        var first = test.intake().accept(project, main(), "github:app:1");
        assertThat(test.intake().accept(project, main(), "github:app:1").id()).isEqualTo(first.id());
    }

    private void refuses(String field, Ref ref) {
        assertThatExceptionOfType(Problem.class).as(ref.toString())
                .isThrownBy(() -> accept(project(false), NewJob.of(JobType.TEST, ref, TRIGGER, null)))
                .satisfies(problem -> assertThat(requireNonNull(problem.getBody().getProperties()))
                        .containsEntry("field", field));
    }

    @Test
    void refusesRefsThatNoRepositoryHas() {
        for (var name : List.of("--upload-pack=touch x", "-x", "a\nb", "a\0b", "a..b", "a b", "/a", "a/", "a//b", ".a",
                "a.lock", "a.", "a@{1}", "a~1", "a*", "a:b", "", "x".repeat(10_000))) {
            refuses("ref.branch", new Ref(name, null, null));
            if (!name.equals("a:b")) {
                refuses("ref.fetch", new Ref(null, null, "+" + name));
                refuses("ref.fetch", new Ref(null, null, "refs/heads/a:" + name));
            }
        }
        for (var id : List.of("main", "A".repeat(40), "a".repeat(39), "--" + "a".repeat(38), "a".repeat(40) + "\n")) {
            refuses("ref.id", new Ref("main", id, null));
        }
        refuses("ref.fetch", new Ref(null, null, ""));
    }

    @Test
    void takesRefspecsAndCommitsInAllTheirForms() {
        for (var fetch : List.of("+refs/pull/141/merge", "refs/pull/141/head",
                "+refs/pull/141/merge:refs/remotes/origin/pr/141", "refs/merge-requests/1/head")) {
            assertThat(accept(project(false), NewJob.of(JobType.TEST, new Ref(null, null, fetch), TRIGGER, null)).data()
                    .ref().fetch()).isEqualTo(fetch);
        }
        for (var branch : List.of("main", "feature/a-b_c", "v1.2", "ünï", "a@b", "#1")) {
            accept(project(false), NewJob.of(JobType.TEST, new Ref(branch, "0".repeat(64), null), TRIGGER, null));
        }
    }

    @Test
    void knowsTheNamesOfMercurial() {
        var hg = new Project("hg", Repo.open("/hg", Vcs.HG), null, Map.of(), List.of(), List.of(), null, null,
                OnLost.RETRY, false,
                List.of());
        var job = accept(hg, NewJob.of(JobType.TEST, new Ref("a branch", "b".repeat(40), null), TRIGGER, null));
        assertThat(job.data().needs()).isEqualTo(Needs.of(Vcs.HG));
        for (var ref : List.of(new Ref("--config=x", null, null), new Ref("a\nb", null, null),
                new Ref("a", "b".repeat(64), null))) {
            assertThatExceptionOfType(Problem.class)
                    .isThrownBy(() -> accept(hg, NewJob.of(JobType.TEST, ref, TRIGGER, null)));
        }
    }
}
