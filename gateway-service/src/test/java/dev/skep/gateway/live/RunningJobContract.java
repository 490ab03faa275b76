package dev.skep.gateway.live;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;

import dev.skep.gateway.DroneForTests;
import dev.skep.gateway.GatewayForTests;
import dev.skep.gateway.history.History;
import dev.skep.gateway.job.Jobs;
import dev.skep.message.Conclusion;
import dev.skep.message.Execution;
import dev.skep.message.JobEvent;
import dev.skep.message.LogSummary;
import dev.skep.message.Needs;
import dev.skep.message.Vcs;
import dev.skep.testing.Patience;
import dev.skep.testing.TestBroker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/** What those see who watch a running job, and what is asked of its drone for them, on every broker alike. */
@Timeout(60)
abstract class RunningJobContract {

    private static final int WATCHERS = 10;

    private final TestBroker broker;
    private GatewayForTests gateway;
    private String job;
    private DroneForTests drone;

    @SuppressWarnings("NullAway.Init")
    RunningJobContract(TestBroker broker) {
        this.broker = broker;
    }

    @BeforeEach
    void beginsAJob() throws Exception {
        gateway = new GatewayForTests(broker);
        job = gateway.job();
        drone = drone("d", 1);
        drone.begin();
        drone.write("sent\n");
        awaitEvents(5);
    }

    @AfterEach
    void stop() {
        drone.close();
        gateway.close();
    }

    private DroneForTests drone(String id, int attempt) {
        return new DroneForTests(id, broker, gateway, new Execution(job, attempt, "lease-" + attempt));
    }

    /** Waits until the store has so many events of the current attempt. Asks no drone. */
    private void awaitEvents(long count) {
        var attempt = gateway.part(Jobs.class);
        Patience.await()
                .until(() -> gateway.part(History.class).firstMissing(attempt.get(job).currentAttempt()) == count);
    }

    private String log() throws Exception {
        return gateway.get("/api/v1/jobs/" + job + "/log").body();
    }

    @Test
    void givesTheLogThatTheDroneHadNotSent() throws Exception {
        drone.whenAsked(() -> {
            drone.write("gathered\n");
            drone.answer(0);
        });
        assertThat(log()).isEqualTo("sent\ngathered\n");
    }

    @Test
    void givesTheEventsThatTheDroneHadNotSent() throws Exception {
        drone.whenAsked(() -> {
            drone.say(stamp -> new JobEvent.PluginData(stamp, "report", Map.of("tests", 3)));
            drone.answer(0);
        });
        assertThat(gateway.items("/api/v1/jobs/" + job + "/events?after=1-2", "type")).containsExactly("job:started",
                "job:stdout", "job:plugin");
    }

    @Test
    void givesWhatWasOnItsWayWhenTheDroneAnswered() throws Exception {
        drone.whenAsked(() -> {
            drone.answer(2);
            drone.write("one\n");
            drone.write("two\n");
        });
        assertThat(log()).isEqualTo("sent\none\ntwo\n");
    }

    @Test
    void doesNotWaitLongForASilentDrone() throws Exception {
        var begin = System.nanoTime();
        assertThat(log()).isEqualTo("sent\n");
        assertThat(log()).isEqualTo("sent\n");
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(4));
        assertThat(drone.timesAsked()).isEqualTo(1);
    }

    @Test
    void asksOnceForManyWatchers() throws Exception {
        var together = new CountDownLatch(WATCHERS);
        drone.whenAsked(() -> {
            drone.write("for all\n");
            drone.answer(0);
        });
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var logs = new ExecutorCompletionService<String>(threads);
            for (var watcher = 0; watcher < WATCHERS; watcher++) {
                logs.submit(() -> {
                    together.countDown();
                    together.await();
                    return log();
                });
            }
            for (var watcher = 0; watcher < WATCHERS; watcher++) {
                assertThat(logs.take().get()).isEqualTo("sent\nfor all\n");
            }
        }
        assertThat(drone.timesAsked()).isEqualTo(1);
    }

    @Test
    void asksWhenAStreamOpens() throws Exception {
        drone.whenAsked(() -> {
            drone.write("gathered\n");
            drone.say(stamp -> new JobEvent.Done(stamp, Conclusion.SUCCESS, null, new LogSummary(14, 2, "", null)));
        });
        try (var stream = gateway.stream(job)) {
            assertThat(stream).containsExactly("1-0", "1-1", "1-2", "1-3", "1-4", "1-5", "1-6");
        }
        assertThat(log()).isEqualTo("sent\ngathered\n");
    }

    @Test
    void streamsOnWhenTheJobGoesToAnotherDrone() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var ids = threads.submit(() -> {
                try (var stream = gateway.stream(job)) {
                    return stream.toList();
                }
            });
            Patience.await().until(() -> drone.timesAsked() == 1);
            drone.say(stamp -> new JobEvent.Requeued(stamp, "no node", Needs.of(Vcs.HG)));
            Patience.await().until(() -> status().equals("QUEUED"));
            finish(drone("e", 2));
            assertThat(ids.get()).containsExactly("1-0", "1-1", "1-2", "1-3", "1-4", "1-5", "2-0", "2-1", "2-2", "2-3",
                    "2-4");
        }
        var before = gateway.json("/api/v1/jobs/" + job).path("lostAttempts");
        assertThat(before).hasSize(1);
        assertThat(before.path(0).path("drone").asString()).isEqualTo("d");
        assertThat(before.path(0).path("requeued").asBoolean()).isTrue();
        assertThat(before.path(0).path("reason").asString()).isEqualTo("no node");
    }

    private String status() throws Exception {
        return gateway.json("/api/v1/jobs/" + job).path("status").asString();
    }

    @Test
    void goesOnWhenWhatWasLostComesAfterTheEnd() throws Exception {
        var lost = drone.loseOne();
        drone.say(stamp -> new JobEvent.Done(stamp, Conclusion.SUCCESS, null, new LogSummary(5, 1, "", null)));
        try (var stream = gateway.stream(job)) {
            var events = stream.iterator();
            for (var seen = 0; seen < 5; seen++) {
                events.next();
            }
            drone.sayLate(lost, stamp -> new JobEvent.Tested(stamp, 0));
            assertThat(events).toIterable().containsExactly("1-5", "1-6");
        }
    }

    private static void finish(DroneForTests other) {
        try (other) {
            other.begin();
            other.say(stamp -> new JobEvent.Done(stamp, Conclusion.SUCCESS, null, new LogSummary(0, 0, "", null)));
        }
    }
}
