package dev.skep.gateway.dead;

import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;
import dev.skep.broker.BrokerAddress;
import dev.skep.broker.BrokerLink;
import dev.skep.broker.ConfirmedPublisher;
import dev.skep.broker.DeadMessage;
import dev.skep.broker.Topology;
import dev.skep.gateway.problem.Problem;
import jakarta.annotation.PreDestroy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The dead queue: what lies there, and the ways out of it. Has a connection of its own, and one visitor at a time. */
@Component
class DeadQueue {

    private static final Logger log = LoggerFactory.getLogger(DeadQueue.class);
    /** So many are shown, or dropped, at once. */
    static final int MOST_AT_ONCE = 100;

    private final Topology topology;
    private final ConfirmedPublisher publisher;
    private final ReentrantLock lock = new ReentrantLock();
    private final BrokerLink link;
    private volatile @Nullable Connection connection;
    /** Stays open: RabbitMQ may lose acks that have just been sent when their channel is closed. */
    private @Nullable Channel channel;

    DeadQueue(BrokerAddress address, Topology topology, ConfirmedPublisher publisher) {
        this.topology = topology;
        this.publisher = publisher;
        this.link = new BrokerLink(address, "gateway dead messages", fresh -> connection = fresh);
    }

    /**
     * What lies there.
     *
     * @param oldest the oldest of them
     * @param count how many there are
     */
    record Content(List<DeadMessage> oldest, long count) {}

    /**
     * What became of the messages.
     *
     * @param redriven how many were sent to where they came from
     * @param outdated how many were dropped instead: copies that are out of date by now
     * @param left how many stayed: nobody takes them, or nobody knows where they came from
     */
    record Redriven(int redriven, int outdated, long left) {}

    /**
     * What became of the messages.
     *
     * @param dropped how many are gone for good
     */
    record Dropped(int dropped, long left) {}

    private interface Use<T> {
        T of(Visit visit) throws IOException, InterruptedException;
    }

    /** Looks at the oldest messages, and leaves them where they are. */
    Content look() {
        return visit(visit -> {
            var count = visit.count();
            var oldest = visit.take(MOST_AT_ONCE).stream().map(Visit.Taken::dead).toList();
            return new Content(oldest, Math.max(count, oldest.size()));
        });
    }

    /** Sends each message that lies there to where it came from, once. */
    Redriven redrive() {
        return visit(visit -> new Redrive(visit, topology, publisher).run());
    }

    /** Drops the oldest messages, so many at most. */
    Dropped drop(int count) {
        return visit(visit -> {
            var dropped = 0;
            for (var message : visit.take(count)) {
                log.info("A dead message is dropped: {} of {}, {}", message.dead().message().type(),
                        message.dead().message().queue(), message.dead().reason());
                visit.letGo(message);
                dropped++;
            }
            return new Dropped(dropped, visit.count());
        });
    }

    /** How many messages lie there; nothing while the broker cannot be asked. */
    OptionalLong count() {
        var current = connection;
        if (current == null || !link.isUp()) {
            return OptionalLong.empty();
        }
        try (var channel = current.createChannel()) {
            return OptionalLong.of(channel.queueDeclarePassive(topology.dead()).getMessageCount());
        } catch (IOException | TimeoutException | ShutdownSignalException e) {
            log.debug("Cannot count the dead messages: {}", e.toString());
            return OptionalLong.empty();
        }
    }

    private <T> T visit(Use<T> use) {
        lock.lock();
        try {
            var current = open();
            try (var visit = new Visit(topology.dead(), current, publisher)) {
                var result = use.of(visit);
                visit.giveBack();
                return result;
            }
        } catch (IOException | ShutdownSignalException e) {
            log.warn("The dead queue cannot be reached: {}", e.toString());
            throw away();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem(Problem.Kind.UNAVAILABLE, "the gateway is stopping: ask again in a moment");
        } finally {
            lock.unlock();
        }
    }

    private Channel open() throws IOException {
        var before = channel;
        if (before != null && before.isOpen()) {
            return before;
        }
        var current = connection;
        var fresh = current == null || !link.isUp() ? null : current.createChannel();
        if (fresh == null) {
            throw away();
        }
        channel = fresh;
        return fresh;
    }

    private static Problem away() {
        return new Problem(Problem.Kind.UNAVAILABLE, "the broker cannot be reached: try again in a moment");
    }

    @PreDestroy
    void stop() {
        link.close();
    }
}
