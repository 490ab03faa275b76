package dev.skep.queen;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import dev.skep.broker.BrokerAddress;
import dev.skep.broker.Topology;
import dev.skep.message.DroneLost;
import dev.skep.message.JobCancel;
import dev.skep.message.JobNotice.Pending;
import dev.skep.message.JobNotice.Pending.Code;
import dev.skep.message.Placement.Candidate;
import dev.skep.message.QueueNew;
import dev.skep.message.WireFormat;
import dev.skep.testing.Patience;
import dev.skep.testing.TestBroker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static dev.skep.queen.TestDrone.NOW;
import static dev.skep.queen.TestDrone.drone;
import static dev.skep.queen.TestJobs.job;
import static dev.skep.queen.TestJobs.urgent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/** What the queen makes of jobs that come, come again, wait and come back, on every broker alike. */
@SuppressWarnings("NullAway.Init")
abstract class QueenContract {

    private static final TestDrone A = drone("a").capacity(1);
    private static final TestDrone B = drone("b").capacity(1).speed(90);

    private final BrokerAddress address;
    private final Topology topology;
    private Others others;
    private TestQueen test;
    private Queen queen;

    QueenContract(TestBroker broker) {
        address = new BrokerAddress(broker.uri());
        topology = new Topology(broker.namespace());
    }

    @BeforeEach
    void begin() throws Exception {
        others = new Others(address, topology);
        test = TestQueen.start("queen", address, topology, new Ahead(1));
        queen = test.queen();
    }

    @AfterEach
    void end() throws Exception {
        test.close();
        others.close();
    }

    @Test
    void placesJobOnceHoweverOftenItComes() throws Exception {
        others.join(A, queen);
        test.place(job("j"));
        test.place(job("j"));
        assertThat(others.jobsAt("a")).containsExactly("j");
    }

    @Test
    void placesWaitingJobOnceWhenTheBrokerDeliversItAgain() throws Exception {
        queen.on(QueueNew.of(job("j")));
        var second = queen.on(QueueNew.of(job("j")));
        others.join(A, queen);
        second.get(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
        assertThat(others.jobsAt("a")).containsExactly("j");
    }

    @Test
    void letsGoOfDeliveryThatHasWaitedForLong() throws Exception {
        var copies = new LinkedBlockingQueue<QueueNew>();
        try (var connection = address.connectionFactory().newConnection()) {
            connection.createChannel().basicConsume(topology.jobsNew(), true,
                    (tag, delivery) -> copies.add((QueueNew) WireFormat.decode(delivery.getBody())), tag -> {});
            var old = queen.on(QueueNew.of(job("j")));
            test.now().set(NOW.plus(Duration.ofMinutes(11)));
            queen.renew();
            queen.renew();
            test.publisher().publish(topology.jobs(), Topology.NEW, QueueNew.of(job("last"))).join();
            var copy = copies.poll(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
            assertThat(copy).isEqualTo(QueueNew.of(job("j")));
            assertThat(copies.poll(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS)).isEqualTo(QueueNew.of(job("last")));
            assertThat(old).isNotDone();
            var fresh = queen.on(copy);
            assertThat(old).isDone();
            assertThat(fresh).isNotDone();
        }
    }

    @Test
    void placesAgainWhatDroneGivesBackButNotTwice() throws Exception {
        others.join(A, queen);
        test.place(job("j"));
        var first = others.next("a");
        test.place(QueueNew.back(first));
        var second = others.next("a");
        assertThat(second.lease()).isNotEqualTo(first.lease());
        test.place(QueueNew.back(first));
        assertThat(others.jobsAt("a")).isEmpty();
    }

    @Test
    void renewsEvenWhatDroneGaveBack() throws Exception {
        others.join(A, queen);
        test.place(job("j"));
        others.beat(A.leaving(), queen);
        var waits = queen.on(QueueNew.back(others.next("a")));
        var copy = queen.on(QueueNew.of(job("j")));
        assertThat(waits).isDone();
        assertThat(copy).isNotDone();
    }

    @Test
    void goesElsewhereWhenDroneHasNoQueue() throws Exception {
        others.beat(A, queen);
        others.join(B, queen);
        test.place(job("j"));
        assertThat(others.jobsAt("b")).containsExactly("j");
    }

    @Test
    void spreadsJobsByWhatItSentAndNotOnlyByHeartbeats() throws Exception {
        others.join(A, queen);
        others.join(B, queen);
        test.place(job("j1"));
        test.place(job("j2"));
        assertThat(others.jobsAt("a")).containsExactly("j1");
        assertThat(others.jobsAt("b")).containsExactly("j2");
    }

    @Test
    void recordsWhatItChoseFrom() throws Exception {
        others.join(A, queen);
        others.join(B.labels(Map.of("os", "mac")), queen);
        test.place(job("j", TestNeeds.label("os", "mac")));
        var assigned = Patience.await().until(() -> others.assigned("j").toList(), all -> !all.isEmpty()).getFirst();
        assertThat(assigned.drone()).isEqualTo("b");
        assertThat(assigned.reason()).isEqualTo("fastest with open capacity: speed 90, 0 of 1 slots taken");
        assertThat(assigned.placement().policy()).isEqualTo("fastest-with-open-capacity");
        assertThat(assigned.placement().candidates()).extracting(Candidate::drone, Candidate::ruledOut).containsExactly(
                tuple("b", null),
                tuple("a", "no label os=mac"));
    }

    @Test
    void holdsJobsBackThatNoDroneMayHaveWaitingAndPlacesThemByPriority() throws Exception {
        others.join(A, queen);
        test.place(job("runs"));
        test.place(job("waits ahead"));
        var usual = queen.on(QueueNew.of(job("usual")));
        var urgent = queen.on(QueueNew.of(urgent("urgent", 1)));
        assertThat(others.jobsAt("a")).containsExactly("runs", "waits ahead");
        assertThat(pending("usual", 1).getFirst().code()).isEqualTo(Code.ALL_FULL);

        others.begin("a", queen);
        others.end("a", queen);
        urgent.get(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
        assertThat(usual).isNotDone();
        assertThat(others.jobsAt("a")).containsExactly("waits ahead", "urgent");
    }

    @Test
    void doesNotHoldUpJobsThatFitBehindOneThatDoesNot() throws Exception {
        others.join(A, queen);
        var stuck = queen.on(QueueNew.of(job("hg", TestNeeds.HG)));
        test.place(job("j"));
        assertThat(stuck).isNotDone();
        assertThat(others.jobsAt("a")).containsExactly("j");
    }

    @Test
    void tellsWhyJobWaitsAndTellsAgainOnlyWhenThatChanges() throws Exception {
        queen.on(QueueNew.of(job("j", TestNeeds.plugins("x"))));
        others.join(A, queen);
        others.beat(A, queen);
        others.join(B, queen);
        queen.look();
        others.beat(A.leaving(), queen);
        others.beat(B.leaving(), queen);
        assertThat(pending("j", 3)).extracting(Pending::code).containsExactly(Code.NO_DRONE, Code.NO_DRONE_WITH_PLUGIN,
                Code.NO_DRONE_READY);
        assertThat(pending("j", 3)).extracting(notice -> notice.placement().drones()).containsExactly(0, 1, 2);
        assertThat(pending("j", 3).get(1).placement().candidates().getFirst().ruledOut()).isEqualTo("no plugin x");
    }

    @Test
    void noticesThatAllDronesFellSilentAndAreLost() throws Exception {
        others.join(A, queen);
        queen.on(QueueNew.of(job("j", TestNeeds.HG)));
        test.now().set(NOW.plusSeconds(16));
        queen.look();
        queen.on(new DroneLost(A.id(), A.incarnation(), NOW, "why"));
        assertThat(pending("j", 3)).extracting(Pending::code).containsExactly(Code.NO_DRONE_WITH_VCS,
                Code.NO_DRONE_READY, Code.NO_DRONE);
    }

    @Test
    void letsGoOfCancelledJobAndOfItsPlaceOnTheDrone() throws Exception {
        var waiting = queen.on(QueueNew.of(job("waits")));
        queen.on(new JobCancel("waits", "ada"));
        assertThat(waiting).isDone();
        others.join(A.capacity(1), queen);
        test.place(job("placed"));
        queen.on(new JobCancel("placed", "ada"));
        test.place(job("next"));
        assertThat(others.jobsAt("a")).containsExactly("placed", "next");
    }

    @Test
    void placesAgainWhatTheBrokerMayHaveLost() throws Exception {
        others.join(A, queen);
        test.place(job("j"));
        test.place(QueueNew.again(job("j")));
        assertThat(others.jobsAt("a")).containsExactly("j", "j");
    }

    @Test
    void doesNotPlaceAgainWhatADroneRuns() throws Exception {
        others.join(A, queen);
        test.place(job("j"));
        others.begin("a", queen);
        test.place(QueueNew.again(job("j")));
        assertThat(others.jobsAt("a")).isEmpty();
    }

    @Test
    void leavesWhatWaitsToOtherQueensWhenItsConnectionIsLost() throws Exception {
        var waiting = queen.on(QueueNew.of(job("j")));
        queen.lostConnection();
        assertThat(waiting).isDone();
        others.join(A, queen);
        assertThat(others.jobsAt("a")).isEmpty();
        test.place(job("j"));
        assertThat(others.jobsAt("a")).containsExactly("j");
    }

    private List<Pending> pending(String job, int count) {
        return Patience.await().until(() -> others.pending(job).toList(), all -> all.size() >= count);
    }
}
