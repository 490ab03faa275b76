package dev.skep.gateway.job;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.skep.broker.Topology;
import dev.skep.gateway.DroneForTests;
import dev.skep.gateway.GatewayForTests;
import dev.skep.message.Conclusion;
import dev.skep.message.Execution;
import dev.skep.message.JobCancel;
import dev.skep.message.JobEvent;
import dev.skep.message.JobNotice;
import dev.skep.message.JobPermit;
import dev.skep.message.JobSuperseded;
import dev.skep.message.LogSummary;
import dev.skep.message.Message;
import dev.skep.message.Placement;
import dev.skep.testing.Patience;
import dev.skep.testing.TestBroker;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Which of a job's executions counts, what the others are told, and how a job ends whose drone does not end it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
abstract class ExecutionContract {

    private final TestBroker broker;
    private GatewayForTests gateway;
    private String job;

    ExecutionContract(TestBroker broker) {
        this.broker = broker;
    }

    @BeforeAll
    void starts() {
        gateway = new GatewayForTests(broker);
    }

    @AfterAll
    void stops() {
        gateway.close();
    }

    @BeforeEach
    void takesJobIn() throws Exception {
        job = gateway.job();
    }

    private DroneForTests drone(String id, int attempt) {
        return new DroneForTests(id, broker, gateway, execution(id, attempt));
    }

    private Execution execution(String drone, int attempt) {
        return new Execution(job, attempt, "lease-of-" + drone);
    }

    private JsonNode job() throws Exception {
        return gateway.json("/api/v1/jobs/" + job);
    }

    private void awaitStatus(String status) {
        Patience.await().until(() -> job().path("status").asString().equals(status));
    }

    private void awaitAttempt(int attempt) {
        Patience.await().until(() -> job().path("attempt").asInt() == attempt);
    }

    private static void awaitOrder(DroneForTests drone, Message order) {
        Patience.await().until(() -> drone.orders().contains(order));
    }

    private int cancel() throws Exception {
        return gateway.post("/api/v1/jobs/" + job + "/cancel").statusCode();
    }

    private JobSuperseded superseded(String drone, int attempt, String reason) {
        return new JobSuperseded(job, attempt, "lease-of-" + drone, reason);
    }

    @Test
    void nextAttemptFollowsWhenTheDroneIsLost() throws Exception {
        try (var first = drone("a", 1); var second = drone("b", 2)) {
            first.begin();
            awaitStatus("RUNNING");
            first.isLost();
            awaitAttempt(2);
            first.write("late\n");
            first.say(stamp -> new JobEvent.Done(stamp, Conclusion.FAILURE, "late", new LogSummary(5, 1, "", null)));
            second.begin();
            awaitStatus("RUNNING");
            first.beat();
            awaitOrder(first, superseded("a", 1, "attempt 2 has taken its place"));
            assertThat(job().path("lostAttempts").path(0).path("reason").asString()).isEqualTo("it is gone");
            assertThat(gateway.items("/api/v1/jobs/" + job + "/events", "type")).containsExactly("job:queued",
                    "job:assigned", "job:accepted", "job:started", "job:lost", "job:queued", "job:assigned",
                    "job:accepted", "job:started");
        }
    }

    @Test
    void whatADroneRanBeforeItWasStartedAnewIsLostAsSoonAsItIsKnownWhichStartThatWas() throws Exception {
        try (var drone = drone("a", 1)) {
            drone.isAssigned();
            var accepted = drone.loseOne(); // another gateway is about to store it
            drone.say(JobEvent.Started::new);
            awaitStatus("RUNNING");
            gateway.part(Recovery.class).droneRestarted(drone.infoOfAnotherStart());
            assertThat(job().path("attempt").asInt()).isEqualTo(1);

            drone.sayLate(accepted, stamp -> new JobEvent.Accepted(stamp, "a", "incarnation"));
            Patience.await().until(
                    () -> gateway.part(Jobs.class).get(job).progress().incarnation() != null);
            gateway.part(Recovery.class).droneRestarted(drone.infoOfAnotherStart());
            assertThat(job().path("attempt").asInt()).isEqualTo(2);
        }
    }

    @Test
    void endsAfterThreeAttemptsThatHadBegun() throws Exception {
        try (var waiting = drone("w", 1)) {
            waiting.isAssigned();
            awaitStatus("ASSIGNED");
            waiting.isLost();
            awaitAttempt(2);
        }
        for (var attempt = 2; attempt <= 4; attempt++) {
            awaitAttempt(attempt);
            try (var drone = drone("d" + attempt, attempt)) {
                drone.begin();
                awaitStatus("RUNNING");
                drone.isLost();
                Patience.await().until(() -> !job().path("status").asString().equals("RUNNING"));
            }
        }
        awaitStatus("FINISHED");
        assertThat(job().path("conclusion").asString()).isEqualTo("LOST");
        assertThat(job().path("reason").asString()).contains("it is gone").contains("the last of 3 attempts");
        assertThat(job().path("lostAttempts")).hasSize(3);
    }

    @Test
    void endsAtTheFirstLossWhereTheProjectSaysSo() throws Exception {
        job = gateway.job(Map.of("project", "app"), Map.of("repo", Map.of("url", "file:///app"), "onLost", "fail"));
        try (var drone = drone("a", 1)) {
            drone.begin();
            awaitStatus("RUNNING");
            drone.isLost();
            awaitStatus("FINISHED");
        }
        assertThat(job().path("conclusion").asString()).isEqualTo("LOST");
        assertThat(job().path("reason").asString()).contains("onLost: fail");
        gateway.part(Jobs.class).checkComplete(Set.of(job));
        assertThat(job().path("log").path("complete").asBoolean()).as("nobody knows what it wrote at last").isFalse();
    }

    @Test
    void oneOfTwoThatHaveTheSameAttemptCounts() throws Exception {
        try (var first = drone("a", 1); var second = drone("b", 1)) {
            first.begin();
            awaitStatus("RUNNING");
            second.begin();
            awaitOrder(second, superseded("b", 1, "another drone has this attempt"));
            assertThat(first.orders()).isEmpty();
            assertThat(job().path("drone").asString()).isEqualTo("a");
        }
    }

    @Test
    void givesThePermitToTheExecutionThatCountsAndToNoOther() throws Exception {
        try (var first = drone("a", 1); var second = drone("b", 1)) {
            first.isAssigned();
            first.wishToDeploy(); // its word that it has the job is on its way
            awaitOrder(first, new JobPermit(job, 1, "lease-of-a"));
            first.wishToDeploy();
            Patience.await().until(() -> first.orders().size() == 2);
            second.wishToDeploy();
            awaitOrder(second, superseded("b", 1, "another drone has this attempt"));
            assertThat(second.orders()).noneMatch(JobPermit.class::isInstance);
            assertThat(job().path("permittedAt").isNull()).isFalse();
        }
    }

    @Test
    void supersededExecutionMayNotDeploy() throws Exception {
        try (var first = drone("a", 1)) {
            first.begin();
            awaitStatus("RUNNING");
            first.isLost();
            awaitAttempt(2);
            first.wishToDeploy();
            awaitOrder(first, superseded("a", 1, "attempt 2 has taken its place"));
            assertThat(first.orders()).noneMatch(JobPermit.class::isInstance);
        }
    }

    @Test
    void anotherStartOfTheDroneMayNotDeployAgain() throws Exception {
        try (var drone = drone("a", 1)) {
            drone.begin();
            awaitStatus("RUNNING");
            drone.wishToDeploy();
            awaitOrder(drone, new JobPermit(job, 1, "lease-of-a"));
            drone.orders().clear();
            drone.startAgain(); // without what the first start kept, and with the same delivery
            drone.begin();
            drone.wishToDeploy();
            awaitOrder(drone, superseded("a", 1, "an earlier start of the drone may have deployed it"));
            assertThat(drone.orders()).noneMatch(JobPermit.class::isInstance);
        }
    }

    @Test
    void whatMayBeDeployingIsNotRunAgain() throws Exception {
        try (var drone = drone("a", 1)) {
            drone.begin();
            awaitStatus("RUNNING");
            drone.wishToDeploy();
            awaitOrder(drone, new JobPermit(job, 1, "lease-of-a"));
            gateway.part(Recovery.class).lose(gateway.part(Jobs.class).get(job), "nothing was heard of it");
        }
        assertThat(job().path("conclusion").asString()).isEqualTo("LOST");
        assertThat(job().path("reason").asString()).contains("nothing was heard of it").contains("deploy");
    }

    @Test
    void cancelEndsAtOnceWhatNoDroneHas() throws Exception {
        assertThat(cancel()).isEqualTo(202);
        assertThat(job().path("conclusion").asString()).isEqualTo("CANCELLED");
        assertThat(job().path("cancel").path("by").asString()).isEqualTo("admin");
        assertThat(cancel()).as("to say it again changes nothing").isEqualTo(202);
        assertThat(gateway.stream(job)).containsExactly("1-0", "1-1");
        try (var late = drone("a", 1)) {
            late.begin();
            awaitOrder(late, superseded("a", 1, "the job is over: CANCELLED"));
        }
        assertThat(job().path("conclusion").asString()).isEqualTo("CANCELLED");
    }

    @Test
    void whatADroneGaveBackWaitsAndIsOnNone() throws Exception {
        try (var drone = drone("a", 1)) {
            drone.isAssigned();
            awaitStatus("ASSIGNED");
            var notice = new JobNotice.Pending(job, 1, Instant.now().plusSeconds(1), JobNotice.Pending.Code.NO_DRONE,
                    "no drone is there", new Placement("rule", 0, List.of()));
            gateway.others().insist(gateway.topology().events(), Topology.noticeKey("queen", notice), notice).join();
            awaitStatus("QUEUED");
            assertThat(job().path("drone").isNull()).isTrue();
            assertThat(gateway.items("/api/v1/jobs?status=QUEUED", "id")).contains(job);
            assertThat(gateway.items("/api/v1/jobs?status=ASSIGNED", "id")).doesNotContain(job);
        }
    }

    @Test
    void cancelReachesTheDroneAgainAndAgainUntilItObeys() throws Exception {
        try (var drone = drone("a", 1)) {
            drone.begin();
            awaitStatus("RUNNING");
            assertThat(cancel()).isEqualTo(202);
            var order = new JobCancel(job, "admin");
            awaitOrder(drone, order);
            drone.orders().clear(); // as if it had been lost
            drone.beat();
            awaitOrder(drone, order);
            drone.wishToDeploy();
            drone.say(stamp -> new JobEvent.Cancelling(stamp, "admin"));
            drone.say(stamp -> new JobEvent.Cancelled(stamp, "admin",
                    List.of(new JobEvent.Signalled(7, "sleep", List.of("TERM", "KILL"))), List.of()));
            drone.say(stamp -> new JobEvent.Done(stamp, Conclusion.CANCELLED, "admin cancelled it",
                    new LogSummary(0, 0, "", null)));
            awaitStatus("FINISHED");
            assertThat(drone.orders()).noneMatch(JobPermit.class::isInstance);
        }
        var evidence = job().path("cancel");
        assertThat(evidence.path("deliveredAt").isNull()).isFalse();
        assertThat(evidence.path("endedAt").isNull()).isFalse();
        assertThat(evidence.path("signalled").path(0).path("program").asString()).isEqualTo("sleep");
        assertThat(evidence.path("left")).isEmpty();
    }

    @Test
    void cancelledJobIsNotRunAgainWhenItsDroneIsLost() throws Exception {
        try (var drone = drone("a", 1)) {
            drone.begin();
            awaitStatus("RUNNING");
            cancel();
            drone.isLost();
            awaitStatus("FINISHED");
        }
        assertThat(job().path("conclusion").asString()).isEqualTo("CANCELLED");
        assertThat(job().path("attempt").asInt()).isEqualTo(1);
        assertThat(job().path("reason").asString()).contains("admin cancelled it").contains("it is gone");
    }

    @Test
    void cancelOfWhatIsOverIsRefused() throws Exception {
        try (var drone = drone("a", 1)) {
            drone.begin();
            drone.say(stamp -> new JobEvent.Done(stamp, Conclusion.SUCCESS, null, new LogSummary(0, 0, "", null)));
            awaitStatus("FINISHED");
        }
        assertThat(cancel()).isEqualTo(409);
        assertThat(job().path("cancel").isNull()).isTrue();
        assertThat(gateway.post("/api/v1/jobs/no-such-job/cancel").statusCode()).isEqualTo(404);
    }
}
