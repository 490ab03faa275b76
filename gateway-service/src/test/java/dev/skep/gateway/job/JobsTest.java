package dev.skep.gateway.job;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;

import dev.skep.gateway.StoreForTests;
import dev.skep.gateway.history.EventPosition;
import dev.skep.gateway.history.History;
import dev.skep.gateway.job.Job.Progress;
import dev.skep.gateway.project.OnLost;
import dev.skep.message.Conclusion;
import dev.skep.message.DroneInfo;
import dev.skep.message.JobEvent;
import dev.skep.message.JobNotice;
import dev.skep.message.JobType;
import dev.skep.message.LogSummary;
import dev.skep.message.Needs;
import dev.skep.message.Output;
import dev.skep.message.Phase;
import dev.skep.message.Placement;
import dev.skep.message.Placement.Candidate;
import dev.skep.message.Ref;
import dev.skep.message.Repo;
import dev.skep.message.Stamp;
import dev.skep.message.Trigger;
import dev.skep.message.Vcs;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.query.Query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

class JobsTest {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00.123Z");
    private static final String ID = "job-1";

    private static final Placement CHOICE = new Placement("rule", 2,
            List.of(new Candidate("drone-a", DroneInfo.State.READY, 100, 2, 1, 30, null),
                    new Candidate("drone-b", DroneInfo.State.DRAINING, 50, 1, 0, 40, "it is leaving")));

    private StoreForTests store;
    private History history;
    private Jobs jobs;

    @BeforeEach
    void openStore() throws Exception {
        store = new StoreForTests();
        history = new History(store.operations());
        jobs = new Jobs(store.operations(), history);
        jobs.insert(job(ID, null));
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    private static Job job(String id, @Nullable String delivery) {
        var trigger = new Trigger(Trigger.COMMIT, new Trigger.Author(null, null, "Ada", "ada@example.org", null, "ada"),
                "message", NOW, null, new Trigger.Plugin("github"));
        var order = new Job.Order("app", 7, JobType.TEST, Repo.open("file:///app", Vcs.GIT), Ref.DEFAULT, trigger,
                Duration.ofMinutes(5), "ada", 0, List.of(), null, Needs.of(Vcs.GIT), null, List.of(),
                OnLost.RETRY);
        return new Job(id, order, Progress.queued(1, NOW), List.of(), null, delivery, false);
    }

    private static Stamp stamp(String lease, long seq) {
        return new Stamp(ID, 1, lease, seq, NOW.plusSeconds(seq));
    }

    private static List<JobEvent.Status> life(String lease) {
        return List.of(new JobEvent.Assigned(stamp(lease, 1), "drone-" + lease, "because", CHOICE),
                new JobEvent.Accepted(stamp(lease, 2), "drone-" + lease, "incarnation"),
                new JobEvent.Started(stamp(lease, 3)), new JobEvent.CheckedOut(stamp(lease, 4), "c".repeat(40), "main"),
                new JobEvent.CommandStarted(stamp(lease, 5), 1, Phase.TEST, "mvn verify", null),
                new JobEvent.CommandDone(stamp(lease, 7), 1, 3), new JobEvent.Tested(stamp(lease, 8), 3),
                new JobEvent.Done(stamp(lease, 9), Conclusion.FAILURE, "command 1 failed",
                        new LogSummary(5, 1, "ab", null)));
    }

    @Test
    void readsBackWhatWasInserted() {
        assertThat(jobs.get(ID)).isEqualTo(job(ID, null));
    }

    @Test
    void makesOneJobOfOneDelivery() {
        var first = jobs.insert(job("job-2", "github:app:1"));
        var second = jobs.insert(job("job-3", "github:app:1"));
        assertThat(second).isEqualTo(first);
        assertThat(jobs.find("job-3")).isEmpty();
    }

    @Test
    void comesToTheSameInAnyOrderAndBatching() {
        jobs.apply(life("a"));
        var expected = jobs.get(ID);
        assertThat(expected.progress().conclusion()).isEqualTo(Conclusion.FAILURE);
        assertThat(expected.order().ref().id()).isEqualTo("c".repeat(40));
        for (var seed = 0; seed < 30; seed++) {
            var random = new Random(seed);
            store.operations().remove(new Query(), Job.class);
            jobs.insert(job(ID, null));
            var shuffled = new ArrayList<>(life("a"));
            shuffled.addAll(life("a"));
            Collections.shuffle(shuffled, random);
            while (!shuffled.isEmpty()) {
                var batch = shuffled.subList(0, 1 + random.nextInt(shuffled.size()));
                jobs.apply(List.copyOf(batch));
                batch.clear();
            }
            assertThat(jobs.get(ID)).as("seed %d", seed).isEqualTo(expected);
        }
    }

    @Test
    void letsFirstDroneThatAcceptsHaveTheAttempt() {
        jobs.apply(life("a").subList(0, 3));
        jobs.apply(life("b"));
        var progress = jobs.get(ID).progress();
        assertThat(progress.lease()).isEqualTo("a");
        assertThat(progress.drone()).isEqualTo("drone-a");
        assertThat(progress.rank()).isEqualTo(Job.Rank.RUNNING);
    }

    @Test
    void knowsThePlacementOfTheDroneThatAcceptsInAnyOrder() {
        var events = List.of(life("a").get(0), life("b").get(0), life("b").get(1));
        for (var order : List.of(List.of(0, 1, 2), List.of(1, 0, 2), List.of(1, 2, 0), List.of(2, 0, 1, 1, 2))) {
            store.operations().remove(new Query(), Job.class);
            jobs.insert(job(ID, null));
            order.forEach(number -> jobs.apply(List.of(events.get(number))));
            var placement = PlacementView.of(jobs.get(ID));
            assertThat(placement.drone()).as("order %s", order).isEqualTo("drone-b");
            assertThat(placement.lease()).isEqualTo("b");
            assertThat(placement.reason()).isEqualTo("because");
            assertThat(placement.candidates()).containsExactlyElementsOf(CHOICE.candidates());
            assertThat(placement.pending()).isNull();
        }
    }

    private static JobNotice.Pending pending(long second, JobNotice.Pending.Code code) {
        return new JobNotice.Pending(ID, 1, NOW.plusSeconds(second), code, "told at " + second, CHOICE);
    }

    @Test
    void knowsWhySinceWhenAndAmongWhichDronesAJobWaits() {
        assertThat(PlacementView.of(jobs.get(ID)).reason()).contains("on its way to the queen");
        jobs.markSent(ID, 1);
        assertThat(PlacementView.of(jobs.get(ID)).reason()).contains("has not said why");
        jobs.applyPending(List.of(pending(1, JobNotice.Pending.Code.NO_DRONE)));
        jobs.applyPending(List.of(pending(5, JobNotice.Pending.Code.ALL_FULL)));
        jobs.applyPending(List.of(pending(9, JobNotice.Pending.Code.ALL_FULL)));
        jobs.applyPending(List.of(pending(7, JobNotice.Pending.Code.NO_DRONE)));
        var placement = PlacementView.of(jobs.get(ID));
        assertThat(placement.pending())
                .isEqualTo(new JobView.Pending("ALL_FULL", "told at 9", NOW.plusSeconds(5)));
        assertThat(placement.at()).isEqualTo(NOW.plusSeconds(9));
        assertThat(placement.policy()).isEqualTo(CHOICE.policy());
        assertThat(placement.drone()).isNull();
        assertThat(placement.candidates()).containsExactlyElementsOf(CHOICE.candidates());
        assertThat(jobs.list(new Query())).extracting(job -> JobView.of(job).pending())
                .containsExactly(placement.pending());
    }

    @Test
    void knowsWhyAJobWaitsThatADroneGaveBack() {
        jobs.apply(life("a").subList(0, 1));
        jobs.applyPending(List.of(pending(0, JobNotice.Pending.Code.NO_DRONE))); // from before the placement
        assertThat(jobs.get(ID).progress().pending()).isNull();
        assertThat(jobs.waitingByDrone()).containsExactly(entry("drone-a", 1L));
        jobs.applyPending(List.of(pending(2, JobNotice.Pending.Code.NO_DRONE_READY)));
        assertThat(PlacementView.of(jobs.get(ID)).reason()).isEqualTo("told at 2");
        assertThat(jobs.waitingByDrone()).isEmpty();
        jobs.apply(life("b").subList(0, 2));
        jobs.applyPending(List.of(pending(3, JobNotice.Pending.Code.NO_DRONE)));
        assertThat(PlacementView.of(jobs.get(ID)).drone()).isEqualTo("drone-b");
        assertThat(jobs.get(ID).progress().pending()).isNull();
    }

    @Test
    void learnsTheBranchOfAJobThatNamedNone() {
        jobs.apply(life("a"));
        assertThat(jobs.get(ID).order().ref()).isEqualTo(Ref.of("main", "c".repeat(40)));
        var order = job("pull", null).order();
        jobs.insert(new Job("pull", new Job.Order(order.project(), 8, order.type(), order.repo(),
                new Ref(null, null, "+refs/pull/1/merge"), order.trigger(), null, null, 0, List.of(), null,
                order.needs(), null, List.of(), OnLost.RETRY), Progress.queued(1, NOW),
                List.of(), null, null, false));
        jobs.apply(List.of(new JobEvent.CheckedOut(new Stamp("pull", 1, "a", 4, NOW), "d".repeat(40), "main")));
        assertThat(jobs.get("pull").order().ref()).isEqualTo(new Ref(null, "d".repeat(40), "+refs/pull/1/merge"));
    }

    @Test
    void ignoresEventsOfAnEarlierAttempt() {
        var late = new Stamp(ID, 0, "a", 9, NOW);
        jobs.apply(List.of(new JobEvent.Done(late, Conclusion.SUCCESS, null, null)));
        assertThat(jobs.get(ID).isFinished()).isFalse();
    }

    @Test
    void knowsLogAsCompleteOnlyWhenEveryEventIsStored() {
        var output = new JobEvent.CommandStdout(stamp("a", 6), 1, new Output("hello", null, 0));
        history.add(List.of(new JobEvent.Queued(new Stamp(ID, 1, null, 0, NOW))));
        history.add(life("a"));
        jobs.apply(life("a"));
        jobs.checkComplete(Set.of(ID));
        assertThat(jobs.get(ID).progress().logComplete()).isFalse();
        history.add(List.of(output));
        jobs.checkComplete(Set.of(ID));
        assertThat(jobs.get(ID).progress().logComplete()).isTrue();
        assertThat(history.after(jobs.get(ID).attempts(), EventPosition.START, 100)).hasSize(10);
    }

    @Test
    void listsNewestFirstPageByPage() {
        for (var number = 2; number <= 5; number++) {
            jobs.insert(job("job-" + number, null));
        }
        var filter = new JobFilter("app", JobView.Status.QUEUED, null, null, null, "ada@example.org", JobType.TEST,
                "commit", null, NOW.minusSeconds(1), NOW.plusSeconds(1), "MESS");
        assertThat(jobs.list(filter.query(null, 3))).extracting(Job::id).containsExactly("job-5", "job-4", "job-3");
        assertThat(jobs.list(filter.query("job-3", 3))).extracting(Job::id).containsExactly("job-2", "job-1");
    }
}
