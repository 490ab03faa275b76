package dev.skep.gateway.drone;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import dev.skep.broker.BrokerAddress;
import dev.skep.broker.Topology;
import dev.skep.gateway.DroneForTests;
import dev.skep.gateway.GatewayForTests;
import dev.skep.gateway.job.Cancellation;
import dev.skep.gateway.job.Jobs;
import dev.skep.gateway.job.Outbox;
import dev.skep.gateway.job.Recovery;
import dev.skep.message.Echo;
import dev.skep.message.Execution;
import dev.skep.message.JobNotice;
import dev.skep.message.Placement;
import dev.skep.message.QueueNew;
import dev.skep.message.WireFormat;
import dev.skep.testing.Patience;
import dev.skep.testing.TestBroker;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What becomes of jobs that are stuck, by a clock that stands until it is set, on every broker alike. */
@SuppressWarnings("NullAway.Init")
abstract class SweeperContract {

    private final TestBroker broker;
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
    private final BlockingQueue<QueueNew> atQueen = new LinkedBlockingQueue<>();
    private GatewayForTests gateway;
    private BrokerTrust trust;
    private Sweeper sweeper;
    private Connection connection;
    private Channel queen;
    private String job;

    SweeperContract(TestBroker broker) {
        this.broker = broker;
    }

    @BeforeEach
    void starts() throws Exception {
        gateway = new GatewayForTests(broker);
        trust = new BrokerTrust("test", gateway.others(), gateway.topology(), now::get);
        sweeper = new Sweeper(gateway.part(Jobs.class), gateway.part(Drones.class), gateway.part(Recovery.class),
                gateway.part(Cancellation.class), gateway.part(Outbox.class), trust, gateway.part(QueenQueue.class),
                now::get);
        connection = new BrokerAddress(broker.uri()).connectionFactory().newConnection();
        queen = connection.createChannel();
        job = gateway.job();
        for (var second = 0; second < 30; second++) {
            pass(Duration.ofSeconds(1)); // until the broker is trusted
        }
    }

    @AfterEach
    void stops() {
        connection.abort();
        gateway.close();
    }

    private void pass(Duration time) {
        now.updateAndGet(before -> before.plus(time));
        trust.on(new Echo("test", 1));
    }

    /** Looks at what is stuck, and looks again after this time. */
    private void sweepAfter(Duration time) {
        sweeper.sweep();
        for (var left = time; !left.isZero(); left = left.minusSeconds(1)) {
            pass(Duration.ofSeconds(1));
        }
        sweeper.sweep();
    }

    private void queenTakesJobs() throws Exception {
        queen.basicConsume(gateway.topology().jobsNew(), true,
                (tag, delivery) -> atQueen.add((QueueNew) WireFormat.decode(delivery.getBody())), tag -> {});
        assertThat(next()).isNotNull();
        Patience.await().until(() -> gateway.part(Jobs.class).get(job).sent());
    }

    private @Nullable QueueNew next() throws InterruptedException {
        return atQueen.poll(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    @Test
    void sendsAgainWhatAQueenHasAndNeverPlaced() throws Exception {
        queenTakesJobs();
        sweepAfter(Duration.ofSeconds(59));
        assertThat(atQueen).isEmpty();
        sweepAfter(Duration.ofSeconds(1));
        assertThat(next()).satisfies(copy -> {
            assertThat(copy.job().id()).isEqualTo(job);
            assertThat(copy.again()).isTrue();
        });
    }

    @Test
    void leavesWhatWaitsForTheQueenToTakeIt() throws Exception {
        Patience.await().until(() -> queen.messageCount(gateway.topology().jobsNew()) == 1);
        Patience.await().until(() -> gateway.part(Jobs.class).get(job).sent());
        sweepAfter(Duration.ofHours(1));
        assertThat(queen.messageCount(gateway.topology().jobsNew())).isOne();
    }

    @Test
    void sendsAgainWhatWaitsForLongAndThenLessOften() throws Exception {
        queenTakesJobs();
        var notice = new JobNotice.Pending(job, 1, Instant.now(), JobNotice.Pending.Code.NO_DRONE, "there is none",
                new Placement("rule", 0, List.of()));
        gateway.others().insist(gateway.topology().events(), Topology.noticeKey("queen", notice), notice).join();
        Patience.await().until(() -> gateway.part(Jobs.class).get(job).progress().pending() != null);
        sweepAfter(Duration.ofMinutes(15));
        assertThat(next()).isNotNull();
        sweepAfter(Duration.ofMinutes(29));
        assertThat(atQueen).isEmpty();
        sweepAfter(Duration.ofMinutes(1));
        assertThat(next()).isNotNull();
    }

    @Test
    void takesAJobFromADroneThatNobodyHeardOf() throws Exception {
        queenTakesJobs();
        try (var drone = new DroneForTests("a", broker, gateway, new Execution(job, 1, "lease"))) {
            drone.begin();
            Patience.await().until(() -> gateway.part(Jobs.class).get(job).isWithDrone());
            sweepAfter(Duration.ofSeconds(4));
            assertThat(gateway.part(Jobs.class).get(job).progress().attempt()).isOne();
            sweepAfter(Duration.ofSeconds(1));
            assertThat(gateway.part(Jobs.class).get(job).progress().attempt()).isEqualTo(2);
        }
    }
}
