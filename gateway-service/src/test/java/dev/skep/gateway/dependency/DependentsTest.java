package dev.skep.gateway.dependency;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;

import dev.skep.gateway.GatewayProperties;
import dev.skep.gateway.job.Intake;
import dev.skep.gateway.job.IntakeForTests;
import dev.skep.gateway.job.Job;
import dev.skep.gateway.job.NewJob;
import dev.skep.gateway.project.OnLost;
import dev.skep.gateway.project.Project;
import dev.skep.gateway.project.ProjectForTests;
import dev.skep.message.Conclusion;
import dev.skep.message.JobEvent;
import dev.skep.message.JobType;
import dev.skep.message.Ref;
import dev.skep.message.Repo;
import dev.skep.message.Stamp;
import dev.skep.message.Trigger;
import dev.skep.message.Vcs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;

import static dev.skep.gateway.job.IntakeForTests.NOW;
import static org.assertj.core.api.Assertions.assertThat;

@SuppressWarnings("NullAway.Init")
class DependentsTest {

    private static final Trigger TRIGGER = new Trigger(Trigger.COMMIT, null, null, NOW, null,
            new Trigger.Plugin("github"));
    private static final Ref MAIN = new Ref("main", null, null);

    private IntakeForTests test;
    private Intake intake;
    private Dependents dependents;
    private Project lib;

    @BeforeEach
    void open() throws Exception {
        test = new IntakeForTests();
        intake = test.intake();
        dependents = new Dependents(test.jobs(), test.projects(), intake,
                new GatewayProperties("", "", "", "", "https://ci.example.org/"), InstantSource.fixed(NOW));
        lib = save(ProjectForTests.of("lib"));
    }

    @AfterEach
    void close() {
        test.close();
    }

    private Project save(Project project) {
        return test.store().operations().save(project);
    }

    private Project follower(String name, List<Project.Dependency> dependencies, Project.Branch... branches) {
        return save(new Project(name, Repo.open("/" + name, Vcs.GIT), null, Map.of(), List.of(), List.of(branches),
                null, null, OnLost.RETRY, false, dependencies));
    }

    private static List<Project.Dependency> on(String project) {
        return List.of(new Project.Dependency(project, "*", null));
    }

    private Job job(Project project, Ref ref) {
        return intake.accept(project, NewJob.of(JobType.TEST, ref, TRIGGER, "ada"), null);
    }

    private static JobEvent.Done done(Job job, int attempt, Conclusion conclusion) {
        return new JobEvent.Done(new Stamp(job.id(), attempt, "lease", 9, NOW), conclusion, null, null);
    }

    private JobEvent.Done end(Job job, Conclusion conclusion) {
        var done = done(job, 1, conclusion);
        test.jobs().apply(List.of(done));
        return done;
    }

    private List<Job> jobsOf(String project) {
        return test.store().operations().find(Query.query(Criteria.where("order.project").is(project)), Job.class);
    }

    @Test
    void startsOneJobOfEachFollowerHoweverOftenTheEventComes() {
        follower("app", on("lib"));
        follower("site", on("lib"));
        follower("stranger", on("app"));
        var done = end(job(lib, MAIN), Conclusion.SUCCESS);
        dependents.on(done);
        dependents.on(done);
        assertThat(jobsOf("site")).hasSize(1);
        assertThat(jobsOf("stranger")).isEmpty();
        assertThat(jobsOf("app")).singleElement().satisfies(started -> {
            var order = started.order();
            assertThat(order.ref()).isEqualTo(MAIN);
            assertThat(order.type()).isEqualTo(JobType.TEST);
            assertThat(order.user()).isEqualTo("ada");
            assertThat(order.chain()).containsExactly("lib");
            assertThat(order.trigger()).isEqualTo(new Trigger("dependency", null, "lib #1 succeeded", NOW,
                    "https://ci.example.org/job.html?id=" + done.stamp().job(), new Trigger.Plugin("dependency")));
        });
    }

    @Test
    void startsOnTheBranchThatItsOwnRulesKnow() {
        follower("app", List.of(new Project.Dependency("lib", "main", "stable")),
                new Project.Branch("stable", JobType.TEST_AND_DEPLOY, List.of()));
        follower("site", on("lib"), new Project.Branch("release-*", JobType.TEST, List.of()));
        dependents.on(end(job(lib, MAIN), Conclusion.SUCCESS));
        dependents.on(end(job(lib, new Ref("other", null, null)), Conclusion.SUCCESS));
        assertThat(jobsOf("site")).isEmpty();
        assertThat(jobsOf("app")).singleElement().satisfies(started -> {
            assertThat(started.order().ref().branch()).isEqualTo("stable");
            assertThat(started.order().type()).isEqualTo(JobType.TEST_AND_DEPLOY);
        });
    }

    @Test
    void startsNothingAfterFailuresPullRequestsAndLateEvents() {
        follower("app", on("lib"));
        dependents.on(end(job(lib, MAIN), Conclusion.FAILURE));
        dependents.on(end(job(lib, new Ref(null, null, "+refs/pull/1/merge")), Conclusion.SUCCESS));
        dependents.on(end(job(lib, Ref.DEFAULT), Conclusion.SUCCESS));
        dependents.on(done(job(lib, MAIN), 1, Conclusion.SUCCESS)); // the store does not know it as over
        var job = job(lib, MAIN);
        end(job, Conclusion.SUCCESS);
        dependents.on(done(job, 0, Conclusion.SUCCESS));
        assertThat(jobsOf("app")).isEmpty();
    }

    @Test
    void breaksCircleThatTwoPutsAtOnceHaveMade() {
        var app = follower("app", on("lib"));
        follower("lib", on("app"));
        dependents.on(end(job(app, MAIN), Conclusion.SUCCESS));
        var second = jobsOf("lib").getFirst();
        assertThat(second.order().chain()).containsExactly("app");
        dependents.on(end(second, Conclusion.SUCCESS));
        assertThat(jobsOf("app")).hasSize(1);
    }
}
