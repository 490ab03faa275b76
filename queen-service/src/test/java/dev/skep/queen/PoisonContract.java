package dev.skep.queen;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import dev.skep.broker.BrokerAddress;
import dev.skep.broker.DeadMessage;
import dev.skep.broker.Topology;
import dev.skep.message.DroneQueryInfo;
import dev.skep.message.JobData;
import dev.skep.message.JobRun;
import dev.skep.message.JobType;
import dev.skep.message.Message;
import dev.skep.message.QueueNew;
import dev.skep.message.Ref;
import dev.skep.message.Repo;
import dev.skep.message.Trigger;
import dev.skep.message.Vcs;
import dev.skep.message.WireFormat;
import dev.skep.testing.Patience;
import dev.skep.testing.TestBroker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

import static dev.skep.queen.TestDrone.NOW;
import static dev.skep.queen.TestDrone.drone;
import static dev.skep.queen.TestJobs.job;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** That no message, whatever it is, stops a whole queen or stays with her, on every broker alike. */
abstract class PoisonContract {

    /** The most that the publisher takes. */
    private static final int MOST_BYTES = 15 * 1024 * 1024;
    private static final BasicProperties PLAIN = new BasicProperties.Builder().deliveryMode(2).build();
    private static final BasicProperties ODD = new BasicProperties.Builder()
            .contentType("application/x-java-serialized-object").build();

    private final TestBroker broker;
    private final Topology topology;
    private ConfigurableApplicationContext queen;
    private Connection connection;
    private Channel channel;

    @SuppressWarnings("NullAway.Init")
    PoisonContract(TestBroker broker) {
        this.broker = broker;
        this.topology = new Topology(broker.namespace());
    }

    @BeforeEach
    void start() throws Exception {
        queen = QueenApplication.application().run("--skep.rabbitmq-uri=" + broker.uri(),
                "--skep.namespace=" + broker.namespace(), "--skep.queen.settle=1ms");
        connection = new BrokerAddress(broker.uri()).connectionFactory().newConnection();
        channel = connection.createChannel();
        channel.confirmSelect();
        topology.declareShared(channel);
        topology.declareDrone(channel, "d");
        Patience.await().until(() -> channel.queueDeclarePassive(topology.jobsNew()).getConsumerCount() == 1);
    }

    @AfterEach
    void stop() throws Exception {
        queen.close();
        channel.queueDelete(topology.drone("d"));
        connection.abort();
    }

    @Test
    void buriesEachJobThatItCannotPlaceAndPlacesTheOthers() throws Exception {
        beat();
        publish(topology.jobs(), Topology.NEW, "no json".getBytes(UTF_8), PLAIN);
        publish(topology.jobs(), Topology.NEW, new byte[]{0, -1}, ODD);
        publish(topology.jobs(), Topology.NEW, new DroneQueryInfo());
        publish(topology.jobs(), Topology.NEW, tooLargeForADrone());
        publish(topology.jobs(), Topology.NEW, QueueNew.of(job("good")));

        assertThat(((JobRun) WireFormat.decode(next(topology.drone("d")))).job().id()).isEqualTo("good");
        var dead = dead(4);
        assertThat(dead).extracting(DeadMessage::reason).anyMatch(reason -> reason.contains("no json")
                || reason.contains("'no'")).anyMatch(reason -> reason.contains("not for the queen: drone:query-info"))
                .anyMatch(reason -> reason.contains("a message takes at most"));
        assertThat(dead).extracting(message -> message.message().queue()).containsOnly(topology.jobsNew());
        assertThat(dead).extracting(message -> message.message().key()).containsOnly(Topology.NEW);
        beat();
        queen.close();
        assertThat(channel.queueDeclarePassive(topology.jobsNew()).getMessageCount()).isZero();
    }

    /** A message that she may get, and may not send on: with the placement it is larger. */
    private static QueueNew tooLargeForADrone() {
        var size = WireFormat.encode(QueueNew.of(jobSaying(""))).length;
        return QueueNew.of(jobSaying("x".repeat(MOST_BYTES - size)));
    }

    private static JobData jobSaying(String message) {
        return JobData.plain("large", "app", JobType.TEST, Repo.open("file:///app", Vcs.GIT), Ref.DEFAULT,
                new Trigger(Trigger.MANUAL, null, message, NOW, null, new Trigger.Api("test")), null);
    }

    @Test
    void buriesReportsThatItCannotUseAndHearsTheOthers() throws Exception {
        for (var count = 0; count < 30; count++) {
            publish(topology.events(), "drone.d.info", "{\"type\":\"drone:info\"}".getBytes(UTF_8), ODD);
        }
        beat();
        publish(topology.jobs(), Topology.NEW, QueueNew.of(job("good")));

        assertThat(((JobRun) WireFormat.decode(next(topology.drone("d")))).job().id()).isEqualTo("good");
        assertThat(dead(10)).extracting(message -> message.message().queue())
                .allMatch(queue -> queue.startsWith(topology.queen("queen-")));
    }

    private void beat() throws Exception {
        var info = drone("d").info();
        publish(topology.events(), Topology.infoKey(info), info);
    }

    private void publish(String exchange, String key, Message message) throws Exception {
        publish(exchange, key, WireFormat.encode(message), PLAIN);
    }

    private void publish(String exchange, String key, byte[] body, BasicProperties properties) throws Exception {
        channel.basicPublish(exchange, key, properties, body);
        channel.waitForConfirmsOrDie(Patience.LIMIT.toMillis());
    }

    private byte[] next(String queue) {
        return Patience.await().until(() -> channel.basicGet(queue, true), got -> got != null).getBody();
    }

    /** All dead messages, of which there are so many. */
    private List<DeadMessage> dead(int count) throws IOException {
        Patience.await().until(() -> channel.queueDeclarePassive(topology.dead()).getMessageCount() == count);
        var all = new ArrayList<DeadMessage>();
        for (var number = 0; number < count; number++) {
            all.add(DeadMessage.of(channel.basicGet(topology.dead(), true)));
        }
        return all;
    }
}
