package dev.skep.queen;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import dev.skep.broker.BrokerAddress;
import dev.skep.broker.ConfirmedPublisher;
import dev.skep.broker.Topology;
import dev.skep.message.DroneInfo;
import dev.skep.message.JobData;
import dev.skep.message.JobRun;
import dev.skep.message.JobType;
import dev.skep.message.QueueNew;
import dev.skep.message.Ref;
import dev.skep.message.Repo;
import dev.skep.message.Trigger;
import dev.skep.message.Vcs;
import dev.skep.message.WireFormat;
import dev.skep.testing.BrokerTest;
import dev.skep.testing.Patience;
import dev.skep.testing.TestBroker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What the queen makes of jobs that come, come again and come back, over a real broker. */
@BrokerTest
@SuppressWarnings("NullAway.Init")
class QueenTest {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

    private final BrokerAddress address;
    private final Topology topology;
    private final ConfirmedPublisher publisher;
    private final Queen queen;
    private final AtomicReference<Instant> now = new AtomicReference<>(NOW);
    private Connection connection;
    private Channel channel;

    QueenTest(TestBroker broker) {
        address = new BrokerAddress(broker.uri());
        topology = new Topology(broker.namespace());
        publisher = new ConfirmedPublisher(address, topology, "queen test");
        queen = new Queen("queen", publisher, topology, now::get);
    }

    @BeforeEach
    void connect() throws Exception {
        connection = address.connectionFactory().newConnection();
        channel = connection.createChannel();
        topology.declareShared(channel);
        queen.begin();
    }

    @AfterEach
    void disconnect() throws Exception {
        publisher.close();
        channel.queueDelete(topology.drone("a"));
        channel.queueDelete(topology.drone("b"));
        connection.close();
    }

    private void drone(String id, int speed) throws IOException {
        topology.declareDrone(channel, id);
        heartbeat(id, speed);
    }

    private void heartbeat(String id, int speed) {
        queen.on(new DroneInfo(id, "first", NOW, DroneInfo.State.READY, speed, 1, List.of(), List.of(), List.of(),
                List.of(Vcs.GIT), List.of(), Map.of()));
    }

    private static JobData job(String id) {
        return JobData.plain(id, "app", JobType.TEST, Repo.open("file:///app", Vcs.GIT), Ref.DEFAULT,
                new Trigger(Trigger.MANUAL, null, null, NOW, null, new Trigger.Api("test")), null);
    }

    private void send(QueueNew message) throws Exception {
        queen.on(message).get(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    private JobRun next(String drone) throws IOException {
        var got = Patience.await().until(() -> channel.basicGet(topology.drone(drone), true), found -> found != null);
        return (JobRun) WireFormat.decode(got.getBody());
    }

    private long waitingAt(String drone) throws IOException {
        return channel.messageCount(topology.drone(drone));
    }

    @Test
    void placesJobOnceHoweverOftenItComes() throws Exception {
        drone("a", 100);
        send(QueueNew.of(job("j")));
        send(QueueNew.of(job("j")));
        assertThat(next("a").job().id()).isEqualTo("j");
        assertThat(waitingAt("a")).isZero();
    }

    @Test
    void placesWaitingJobOnceWhenTheBrokerDeliversItAgain() throws Exception {
        queen.on(QueueNew.of(job("j")));
        var second = queen.on(QueueNew.of(job("j")));
        drone("a", 100);
        second.get(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
        assertThat(next("a").job().id()).isEqualTo("j");
        assertThat(waitingAt("a")).isZero();
    }

    @Test
    void letsGoOfDeliveryThatHasWaitedForLong() throws Exception {
        var copies = new LinkedBlockingQueue<QueueNew>();
        channel.basicConsume(topology.jobsNew(), true,
                (tag, delivery) -> copies.add((QueueNew) WireFormat.decode(delivery.getBody())), tag -> {});
        var old = queen.on(QueueNew.of(job("j")));
        now.set(NOW.plus(Duration.ofMinutes(11)));
        queen.renew();
        queen.renew();
        publisher.publish(topology.jobs(), Topology.NEW, QueueNew.of(job("last"))).join();
        var copy = copies.poll(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
        assertThat(copy).isEqualTo(QueueNew.of(job("j")));
        assertThat(copies.poll(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS)).isEqualTo(QueueNew.of(job("last")));
        assertThat(old).isNotDone();
        var fresh = queen.on(copy);
        assertThat(old).isDone();
        assertThat(fresh).isNotDone();
    }

    @Test
    void placesAgainWhatDroneGivesBackButNotTwice() throws Exception {
        drone("a", 100);
        send(QueueNew.of(job("j")));
        var first = next("a");
        send(QueueNew.back(first));
        var second = next("a");
        assertThat(second.lease()).isNotEqualTo(first.lease());
        send(QueueNew.back(first));
        assertThat(waitingAt("a")).isZero();
    }

    @Test
    void goesElsewhereWhenDroneHasNoQueue() throws Exception {
        heartbeat("a", 200);
        drone("b", 100);
        send(QueueNew.of(job("j")));
        assertThat(next("b").job().id()).isEqualTo("j");
    }

    @Test
    void spreadsJobsByWhatItSentAndNotOnlyByHeartbeats() throws Exception {
        drone("a", 100);
        drone("b", 90);
        send(QueueNew.of(job("j1")));
        send(QueueNew.of(job("j2")));
        assertThat(next("a").job().id()).isEqualTo("j1");
        assertThat(next("b").job().id()).isEqualTo("j2");
    }
}
