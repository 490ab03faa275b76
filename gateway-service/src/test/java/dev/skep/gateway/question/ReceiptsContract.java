package dev.skep.gateway.question;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

import dev.skep.broker.BrokerAddress;
import dev.skep.broker.Topology;
import dev.skep.gateway.DroneForTests;
import dev.skep.gateway.GatewayForTests;
import dev.skep.gateway.history.History;
import dev.skep.gateway.job.Job;
import dev.skep.gateway.job.Jobs;
import dev.skep.message.Conclusion;
import dev.skep.message.Execution;
import dev.skep.message.JobEvent;
import dev.skep.message.JobNotice;
import dev.skep.message.JobStored;
import dev.skep.message.LogSummary;
import dev.skep.message.Needs;
import dev.skep.message.Stamp;
import dev.skep.message.Vcs;
import dev.skep.testing.Patience;
import dev.skep.testing.TestBroker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/** What a drone is told that asks what is stored, on every broker alike. */
@Timeout(60)
abstract class ReceiptsContract {

    private static final Needs NEEDS = Needs.of(Vcs.GIT);

    private final TestBroker broker;
    private GatewayForTests gateway;
    private String job;
    private DroneForTests drone;

    @SuppressWarnings("NullAway.Init")
    ReceiptsContract(TestBroker broker) {
        this.broker = broker;
    }

    @BeforeEach
    void takesAJobIn() throws Exception {
        gateway = new GatewayForTests(broker);
        job = gateway.job();
        drone = drone("d", "lease");
    }

    @AfterEach
    void stop() {
        drone.close();
        gateway.close();
    }

    private DroneForTests drone(String id, String lease) {
        return new DroneForTests(id, broker, gateway, new Execution(job, 1, lease));
    }

    private JobStored stored(long before, Long... missing) {
        return new JobStored(job, 1, "lease", before, List.of(missing));
    }

    private Job job() {
        return gateway.part(Jobs.class).get(job);
    }

    private void awaitStored(long seq) {
        Patience.await().until(
                () -> gateway.part(History.class).extent(job().attempts().getFirst(), seq, seq).before() > seq);
    }

    @Test
    void saysThatAllIsStored() {
        drone.begin();
        drone.write("hello\n");
        awaitStored(3); // what it says and what it writes go over queues of their own
        awaitStored(4);

        assertThat(drone.askWhatIsStored()).isEqualTo(stored(5));
    }

    @Test
    void namesWhatIsLost() {
        drone.begin();
        var lost = drone.loseOne();
        drone.write("hello\n");
        awaitStored(3);
        awaitStored(5);
        drone.loseOne();

        assertThat(drone.askWhatIsStored()).isEqualTo(stored(6, lost));

        drone.sayLate(lost, stamp -> new JobEvent.CheckedOut(stamp, "c".repeat(40), null));
        awaitStored(lost);
        assertThat(drone.askWhatIsStored()).isEqualTo(stored(6));
    }

    @Test
    void knowsThenThatTheLogIsCompleteWhateverCameLast() {
        drone.begin();
        var lost = drone.loseOne();
        drone.say(stamp -> new JobEvent.Done(stamp, Conclusion.SUCCESS, null, new LogSummary(0, 0, "", null)));
        Patience.await().until(() -> job().isFinished());
        assertThat(drone.askWhatIsStored()).isEqualTo(stored(6, lost));
        assertThat(job().progress().logComplete()).isFalse();

        drone.sayLate(lost, stamp -> new JobEvent.Tested(stamp, 0));
        awaitStored(lost);
        assertThat(drone.askWhatIsStored()).isEqualTo(stored(6));
        assertThat(job().progress().logComplete()).isTrue();
    }

    @Test
    void keepsAnExecutionWhoseBeginningIsLost() {
        for (var event = 0; event < 3; event++) {
            drone.loseOne();
        }
        assertThat(drone.askWhatIsStored()).isEqualTo(stored(1));

        drone.sayLate(Stamp.FIRST_OF_DRONE, stamp -> new JobEvent.Accepted(stamp, "d", "incarnation"));
        Patience.await().until(() -> job().isWithDrone());
        awaitStored(Stamp.FIRST_OF_DRONE);
        assertThat(drone.askWhatIsStored()).isEqualTo(stored(3, 1L));
    }

    @Test
    void needsNothingOfAnExecutionThatDoesNotCount() {
        drone.begin();
        awaitStored(3);
        try (var other = drone("other", "another lease")) {
            other.loseOne();
            other.loseOne();
            assertThat(other.askWhatIsStored()).isEqualTo(new JobStored(job, 1, "another lease", 4, List.of()));
        }
    }

    @Test
    void needsNothingOfAJobThatItDoesNotKnow() {
        try (var other = new DroneForTests("other", broker, gateway, new Execution("no job", 3, "l"))) {
            other.loseOne();
            assertThat(other.askWhatIsStored()).isEqualTo(new JobStored("no job", 3, "l", 3, List.of()));
        }
    }

    @Test
    void needsNothingThatComesAfterTheLossOfTheDrone() {
        drone.begin();
        awaitStored(3);
        drone.loseOne();
        var notice = new JobNotice.Abandoned(job, 1, "lease", Instant.now(), "it is gone");
        gateway.others().insist(gateway.topology().events(),
                Topology.noticeKey("d", notice), notice).join();
        Patience.await().until(() -> job().progress().attempt() == 2);
        drone.loseOne();

        assertThat(drone.askWhatIsStored()).isEqualTo(stored(6));
    }

    @Test
    void needsWhatIsLostOfAnAttemptThatItsDroneGaveUp() {
        drone.begin();
        var lost = drone.loseOne();
        drone.say(stamp -> new JobEvent.Requeued(stamp, "no gpu", NEEDS));
        Patience.await().until(() -> job().progress().attempt() == 2);

        assertThat(drone.askWhatIsStored()).isEqualTo(stored(6, lost));
    }

    @Test
    void goesOnAfterWhatIsNoQuestion() throws Exception {
        drone.begin();
        awaitStored(3);
        try (var connection = new BrokerAddress(broker.uri()).connectionFactory().newConnection();
                var channel = connection.createChannel()) {
            channel.basicPublish("", gateway.topology().questions(), null,
                    "no json".getBytes(StandardCharsets.UTF_8));
        }
        assertThat(drone.askWhatIsStored()).isEqualTo(stored(4));
    }
}
