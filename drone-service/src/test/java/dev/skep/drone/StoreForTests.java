package dev.skep.drone;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.LongStream;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import dev.skep.broker.BrokerAddress;
import dev.skep.broker.Topology;
import dev.skep.message.Execution;
import dev.skep.message.JobEvent;
import dev.skep.message.JobInfo;
import dev.skep.message.JobNotice;
import dev.skep.message.JobStored;
import dev.skep.message.Message;
import dev.skep.message.WireFormat;

/**
 * Stands for a gateway and its store: keeps what waits in the broker's queues, but for what the test has it lose, and tells
 * drones that ask what is stored.
 */
final class StoreForTests implements AutoCloseable {

    private final Topology topology;
    private final Connection connection;
    private final Predicate<JobEvent> loses;
    private final List<JobEvent> came = new CopyOnWriteArrayList<>();
    private final List<JobNotice> notices = new CopyOnWriteArrayList<>();
    private final Map<Execution, NavigableMap<Long, JobEvent>> stored = new ConcurrentHashMap<>();

    StoreForTests(BrokerAddress address, Topology topology, Predicate<JobEvent> loses) throws Exception {
        this.topology = topology;
        this.loses = loses;
        connection = address.connectionFactory().newConnection();
        var channel = connection.createChannel();
        topology.declareShared(channel);
        topology.declareQuestions(channel);
        for (var queue : List.of(topology.eventsStatus(), topology.eventsLog(), topology.questions())) {
            consume(queue);
        }
    }

    private void consume(String queue) throws IOException {
        var channel = connection.createChannel();
        channel.basicConsume(queue, true, (tag, delivery) -> on(WireFormat.decode(delivery.getBody()), channel),
                tag -> {});
    }

    private void on(Message message, Channel channel) throws IOException {
        switch (message) {
            case JobEvent event -> keep(event);
            case JobNotice notice -> notices.add(notice);
            case JobInfo question -> channel.basicPublish(topology.control(), question.drone(), null,
                    WireFormat.encode(answer(question)));
            case Message other -> throw new IllegalArgumentException("not for a gateway: " + other);
        }
    }

    private void keep(JobEvent event) {
        came.add(event);
        if (!loses.test(event)) {
            events(event.stamp().job(), String.valueOf(event.stamp().lease())).put(event.stamp().seq(), event);
        }
    }

    private NavigableMap<Long, JobEvent> events(String job, String lease) {
        return stored.computeIfAbsent(new Execution(job, 1, lease), fresh -> new ConcurrentSkipListMap<>());
    }

    private JobStored answer(JobInfo question) {
        var events = events(question.job(), question.lease());
        var before = events.isEmpty() ? question.stored() : Math.max(question.stored(), events.lastKey() + 1);
        var missing = LongStream.range(question.stored(), before).filter(seq -> !events.containsKey(seq)).boxed();
        return new JobStored(question.job(), question.attempt(), question.lease(), before, missing.toList());
    }

    /** All that came of this job, what came twice twice. */
    List<JobEvent> came(String job) {
        return came.stream().filter(event -> event.stamp().job().equals(job)).toList();
    }

    List<JobNotice> notices() {
        return notices;
    }

    /** What is stored of this execution, in order. */
    Collection<JobEvent> history(String job, String lease) {
        return events(job, lease).values();
    }

    /** Whether all is stored that a job has. */
    boolean isComplete(String job, String lease) {
        var events = events(job, lease);
        return !events.isEmpty() && events.lastEntry().getValue() instanceof JobEvent.Done
                && events.lastKey() == events.size();
    }

    /** The log, as it is stored. */
    byte[] log(String job, String lease) {
        var log = new ByteArrayOutputStream();
        history(job, lease).forEach(event -> {
            if (event instanceof JobEvent.Log output) {
                log.writeBytes(output.output().bytes());
            }
        });
        return log.toByteArray();
    }

    @Override
    public void close() {
        connection.abort();
    }
}
