package dev.skep.queen;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import dev.skep.broker.BrokerAddress;
import dev.skep.broker.Topology;
import dev.skep.message.JobEvent;
import dev.skep.message.JobNotice;
import dev.skep.message.JobRun;
import dev.skep.message.Message;
import dev.skep.message.QueueNew;
import dev.skep.message.WireFormat;
import dev.skep.testing.Patience;

import static java.util.Objects.requireNonNull;

/**
 * Stands for the drones, and for the gateway that hears what the queen says. A drone takes a job from its queue when it is
 * told to begin one.
 */
final class Others implements AutoCloseable {

    private final Topology topology;
    private final Connection connection;
    private final Channel channel;
    private final List<Message> heard = new CopyOnWriteArrayList<>();
    private final Map<String, TestDrone> drones = new HashMap<>();
    private final Set<String> queues = new HashSet<>();

    Others(BrokerAddress address, Topology topology) throws Exception {
        this.topology = topology;
        connection = address.connectionFactory().newConnection();
        channel = connection.createChannel();
        topology.declareShared(channel);
        var ears = channel.queueDeclare().getQueue();
        channel.queueBind(ears, topology.events(), "#");
        channel.basicConsume(ears, true, (tag, message) -> heard.add(WireFormat.decode(message.getBody())), tag -> {});
    }

    /** Hands the queen what comes to her queue, and acks it when she is done with it. Returns what ends that. */
    AutoCloseable deliverTo(Queen queen) throws IOException {
        var deliveries = connection.createChannel();
        deliveries.basicQos(Queen.WAITING_JOBS);
        deliveries.basicConsume(topology.jobsNew(), false, (tag, delivery) -> {
            var job = (QueueNew) WireFormat.decode(delivery.getBody());
            queen.on(job).whenComplete((done, failure) -> ack(deliveries, delivery.getEnvelope().getDeliveryTag()));
        }, tag -> {});
        return deliveries;
    }

    private static void ack(Channel deliveries, long tag) {
        try {
            deliveries.basicAck(tag, false);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A drone starts. */
    void join(TestDrone drone, Queen queen) throws IOException {
        topology.declareDrone(channel, drone.id());
        queues.add(drone.id());
        beat(drone, queen);
    }

    /** A drone says how it is. */
    void beat(TestDrone drone, Queen queen) {
        drones.put(drone.id(), drone);
        queen.on(drone.info());
    }

    /** The drone begins the next job of its queue, and says so. */
    JobRun begin(String drone, Queen queen) throws IOException {
        var run = next(drone);
        var before = requireNonNull(drones.get(drone));
        var leases = new ArrayList<>(before.running());
        leases.add(run.lease());
        beat(before.running(leases.toArray(String[]::new)), queen);
        return run;
    }

    /** All that the drone runs has ended, and it says so. */
    void end(String drone, Queen queen) {
        beat(requireNonNull(drones.get(drone)).running(new String[0]), queen);
    }

    /** All drones say how they are, to a queen who has not heard of them. */
    void beatAll(Queen queen) {
        drones.values().forEach(drone -> queen.on(drone.info()));
    }

    /** The next job of the drone's queue, which leaves the queue. */
    JobRun next(String drone) throws IOException {
        var got = Patience.await().until(() -> channel.basicGet(topology.drone(drone), true), found -> found != null);
        return (JobRun) WireFormat.decode(got.getBody());
    }

    /** All that is in the drone's queue, in its order; stays there. */
    List<String> jobsAt(String drone) throws IOException {
        var peek = connection.createChannel();
        try {
            var jobs = new ArrayList<String>();
            for (var got = peek.basicGet(topology.drone(drone), false); got != null; got = peek
                    .basicGet(topology.drone(drone), false)) {
                jobs.add(((JobRun) WireFormat.decode(got.getBody())).job().id());
            }
            return jobs;
        } finally {
            peek.abort();
        }
    }

    void publish(String exchange, String key, byte[] body) throws IOException {
        channel.basicPublish(exchange, key, null, body);
    }

    long messagesAt(String drone) throws IOException {
        return channel.messageCount(topology.drone(drone));
    }

    void deleteQueue(String drone) throws IOException {
        channel.queueDelete(topology.drone(drone));
        queues.remove(drone);
    }

    Stream<JobNotice.Pending> pending(String job) {
        return heard.stream().filter(JobNotice.Pending.class::isInstance).map(JobNotice.Pending.class::cast)
                .filter(notice -> notice.job().equals(job));
    }

    Stream<JobEvent.Assigned> assigned(String job) {
        return heard.stream().filter(JobEvent.Assigned.class::isInstance).map(JobEvent.Assigned.class::cast)
                .filter(event -> event.stamp().job().equals(job));
    }

    @Override
    public void close() throws IOException {
        for (var drone : queues) {
            channel.queueDelete(topology.drone(drone));
        }
        connection.close();
    }
}
