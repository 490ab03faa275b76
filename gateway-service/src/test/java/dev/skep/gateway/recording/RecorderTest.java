package dev.skep.gateway.recording;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

import dev.skep.gateway.GatewayForTests;
import dev.skep.gateway.history.EventPosition;
import dev.skep.gateway.history.History;
import dev.skep.gateway.job.Job;
import dev.skep.gateway.job.Jobs;
import dev.skep.gateway.job.Recovery;
import dev.skep.message.Conclusion;
import dev.skep.message.JobEvent;
import dev.skep.message.JobNotice;
import dev.skep.message.Needs;
import dev.skep.message.Placement;
import dev.skep.message.Stamp;
import dev.skep.message.Vcs;
import dev.skep.testing.BrokerTest;
import dev.skep.testing.Patience;
import dev.skep.testing.TestBroker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@BrokerTest
class RecorderTest {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00.123Z");
    private static final Needs NEEDS = new Needs(Vcs.GIT, List.of("node"), null, Map.of("gpu", "yes"), List.of());

    private final GatewayForTests gateway;
    private final Recorder recorder;
    private final Jobs jobs;
    private final History history;
    private String id;

    @SuppressWarnings("NullAway.Init")
    RecorderTest(TestBroker broker) {
        gateway = new GatewayForTests(broker);
        recorder = gateway.part(Recorder.class);
        jobs = gateway.part(Jobs.class);
        history = gateway.part(History.class);
    }

    @BeforeEach
    void takesAJobIn() throws Exception {
        id = gateway.job(Map.of("project", "app", "type", "TEST_AND_DEPLOY"));
        awaitSent();
    }

    private void awaitSent() {
        Patience.await().until(() -> job().sent());
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private Stamp stamp(int attempt, long seq) {
        return new Stamp(id, attempt, "lease-" + attempt, seq, NOW.plusSeconds(seq));
    }

    /** An attempt whose drone finds, when it has the code, that it is the wrong one. */
    private List<JobEvent> givenUp(int attempt) {
        return List.of(new JobEvent.Assigned(stamp(attempt, 1), "drone-" + attempt, "it is there",
                new Placement("rule", 1, List.of())),
                new JobEvent.Accepted(stamp(attempt, 2), "drone-" + attempt, "incarnation"),
                new JobEvent.Started(stamp(attempt, 3)),
                new JobEvent.CheckedOut(stamp(attempt, 4), "c".repeat(40), "main"),
                new JobEvent.Requeued(stamp(attempt, 5), "no gpu", NEEDS));
    }

    private Job job() {
        return jobs.get(id);
    }

    @Test
    void givesAJobToAnotherDroneInWhateverOrderAndHoweverOftenItsEventsCome() throws Exception {
        for (var seed = 0; seed < 30; seed++) {
            takesAJobIn();
            var random = new Random(seed);
            var shuffled = new ArrayList<>(givenUp(1));
            shuffled.addAll(givenUp(1));
            Collections.shuffle(shuffled, random);
            while (!shuffled.isEmpty()) {
                var batch = shuffled.subList(0, 1 + random.nextInt(shuffled.size()));
                recorder.on(List.copyOf(batch));
                batch.clear();
            }
            var job = job();
            assertThat(job.progress().attempt()).as("seed %d", seed).isEqualTo(2);
            assertThat(job.progress().rank()).isEqualTo(Job.Rank.QUEUED);
            assertThat(job.progress().lease()).isNull();
            assertThat(job.order().needs()).isEqualTo(NEEDS);
            assertThat(job.lostAttempts()).hasSize(1);
            var before = job.lostAttempts().getFirst();
            assertThat(before.requeued()).isTrue();
            assertThat(before.lastSeq()).isEqualTo(5);
            assertThat(before.lease()).isEqualTo("lease-1");
            assertThat(before.reason()).isEqualTo("no gpu");
            Patience.await().until(() -> types().size() == 7);
            assertThat(types()).containsExactly("job:queued", "job:assigned", "job:accepted", "job:started",
                    "job:checkout", "job:requeued", "job:queued");
        }
    }

    private List<String> types() {
        return history.after(job().attempts(), EventPosition.START, 100).stream().map(entry -> entry.stored().type())
                .toList();
    }

    @Test
    void keepsTheCommitForTheNextDrone() {
        recorder.on(givenUp(1));
        assertThat(job().order().ref().id()).isEqualTo("c".repeat(40));
        assertThat(job().lostAttempts().getFirst().drone()).isEqualTo("drone-1");
    }

    @Test
    void endsAJobThatNoDroneKeeps() {
        for (var attempt = 1; attempt <= 6; attempt++) {
            assertThat(job().isFinished()).isFalse();
            recorder.on(givenUp(attempt));
            awaitSent();
        }
        recorder.on(givenUp(6));
        var progress = job().progress();
        assertThat(progress.conclusion()).isEqualTo(Conclusion.ERROR);
        assertThat(progress.reason()).startsWith("no gpu; 5 drones before");
        assertThat(progress.attempt()).isEqualTo(6);
        assertThat(job().lostAttempts()).hasSize(5);
        Patience.await().untilAsserted(() -> assertThat(types()).endsWith("job:requeued", "job:done"));
        recorder.on(List.of(new JobEvent.CommandDone(stamp(6, 9), 1, 0)));
        assertThat(jobs.checkComplete(job()).progress().logComplete()).isTrue();
        assertThat(job().progress().commands()).isNull();
    }

    @Test
    void doesNotTakeAJobFromTheDroneThatHasIt() {
        recorder.on(givenUp(1).subList(0, 3));
        var other = new Stamp(id, 1, "another lease", 3, NOW);
        recorder.on(List.of(new JobEvent.Requeued(other, "no gpu", NEEDS)));
        assertThat(job().progress().attempt()).isEqualTo(1);
        assertThat(job().progress().lease()).isEqualTo("lease-1");
        assertThat(job().order().needs()).isNotEqualTo(NEEDS);
    }

    @Test
    void doesNotCountAsLostWhatWentToAnotherDrone() throws Exception {
        id = gateway.job();
        awaitSent();
        recorder.on(givenUp(1));
        assertThat(job().order().sealing()).isNotNull();
        for (var attempt = 2; attempt <= 4; attempt++) {
            assertThat(job().progress().attempt()).isEqualTo(attempt);
            awaitSent();
            recorder.on(givenUp(attempt).subList(0, 3));
            recorder.onNotices(
                    List.of(new JobNotice.Abandoned(id, attempt, "lease-" + attempt, NOW, "it is going away")));
        }
        assertThat(job().progress().conclusion()).isEqualTo(Conclusion.LOST);
        assertThat(job().order().sealing()).isNull();
        assertThat(job().lostAttempts()).extracting(Job.LostAttempt::requeued).containsExactly(true, false, false);
        Patience.await().untilAsserted(() -> assertThat(types()).endsWith("job:started", "job:lost", "job:done"));
    }

    @Test
    void takesUpWhatAnEarlierGatewayLeft() {
        var events = givenUp(1);
        jobs.apply(events.stream().map(JobEvent.Status.class::cast).toList());
        history.add(events); // and there it died; the broker delivers them again
        recorder.on(events);
        assertThat(job().progress().attempt()).isEqualTo(2);
        gateway.part(Recovery.class).on((JobEvent.Requeued) events.getLast());
        assertThat(job().progress().attempt()).isEqualTo(2);
    }
}
