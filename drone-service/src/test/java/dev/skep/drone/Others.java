package dev.skep.drone;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import dev.skep.broker.BrokerAddress;
import dev.skep.broker.DeadMessage;
import dev.skep.broker.Topology;
import dev.skep.message.DroneInfo;
import dev.skep.message.JobEvent;
import dev.skep.message.JobRun;
import dev.skep.message.Message;
import dev.skep.message.WireFormat;
import dev.skep.testing.Patience;

/** Stands for the queen and the gateway: sends jobs to drone {@code d}, and hears what it says. */
final class Others implements AutoCloseable {

    private final Topology topology;
    private final Connection connection;
    private final Channel channel;
    private final List<Message> heard = new CopyOnWriteArrayList<>();

    Others(BrokerAddress address, Topology topology) throws Exception {
        this.topology = topology;
        connection = address.connectionFactory().newConnection();
        channel = connection.createChannel();
        channel.confirmSelect();
        topology.declareShared(channel);
        var ears = channel.queueDeclare().getQueue();
        channel.queueBind(ears, topology.events(), "#");
        channel.queueBind(ears, topology.jobs(), Topology.NEW);
        channel.basicConsume(ears, true, (tag, message) -> heard.add(WireFormat.decode(message.getBody())), tag -> {});
    }

    void awaitReady() {
        Patience.await().until(() -> of(DroneInfo.class).anyMatch(info -> info.state() == DroneInfo.State.READY));
    }

    /** The queen sends only to drones of which she has heard. */
    void send(JobRun run) throws Exception {
        awaitReady();
        publish(topology.jobs(), "d", WireFormat.encode(run));
    }

    void publish(String exchange, String key, byte[] body) throws Exception {
        channel.basicPublish(exchange, key, null, body);
        channel.waitForConfirmsOrDie();
    }

    long messages(String queue) throws IOException, TimeoutException {
        try (var fresh = connection.createChannel()) {
            return fresh.queueDeclarePassive(queue).getMessageCount();
        }
    }

    /** All dead messages, which leave their queue. */
    List<DeadMessage> dead() throws IOException {
        var all = new ArrayList<DeadMessage>();
        for (var got = channel.basicGet(topology.dead(), true); got != null; got = channel.basicGet(topology.dead(),
                true)) {
            all.add(DeadMessage.of(got));
        }
        return all;
    }

    <T extends Message> Stream<T> of(Class<T> kind) {
        return heard.stream().filter(kind::isInstance).map(kind::cast);
    }

    List<JobEvent> events(String job) {
        return of(JobEvent.class).filter(event -> event.stamp().job().equals(job)).toList();
    }

    boolean ended(String job) {
        return of(JobEvent.Done.class).anyMatch(event -> event.stamp().job().equals(job));
    }

    DroneInfo lastInfo() {
        return of(DroneInfo.class).reduce((earlier, later) -> later).orElseThrow();
    }

    void forget() {
        heard.clear();
    }

    @Override
    public void close() {
        connection.abort();
    }
}
