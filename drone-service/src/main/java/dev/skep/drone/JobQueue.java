package dev.skep.drone;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import com.rabbitmq.client.GetResponse;
import dev.skep.broker.Received;
import dev.skep.broker.Topology;
import dev.skep.message.JobRun;
import dev.skep.message.QueueNew;
import dev.skep.message.WireFormat;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes jobs from the drone's queue while slots are free. A delivery is acknowledged when the broker has the job's
 * {@code job:accepted}; if the connection is lost before, it comes again and is known.
 */
final class JobQueue {

    private static final Logger log = LoggerFactory.getLogger(JobQueue.class);

    private final String drone;
    private final Topology topology;
    private final Slots slots;
    private final PatientPublisher status;
    private final Executor threads;
    /** Guards the fields below, and keeps the channel to one thread at a time. */
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Channel channel;
    private @Nullable String consumer;
    private boolean givingBack;
    /** Whether the queen's messages get here; the embedded broker ends the connection of who ends what is not. */
    private boolean bound;

    JobQueue(String drone, Topology topology, Slots slots, PatientPublisher status, Executor threads) {
        this.drone = drone;
        this.topology = topology;
        this.slots = slots;
        this.status = status;
        this.threads = threads;
    }

    private interface Step {
        void on(Channel channel) throws IOException;
    }

    /** Begins on a fresh connection. */
    void on(Connection connection) throws IOException {
        lock.lock();
        try {
            var fresh = connection.createChannel();
            fresh.addShutdownListener(cause -> connection.abort());
            topology.declareShared(fresh);
            bind(fresh);
            fresh.basicQos(1);
            channel = fresh;
            consumer = null;
            if (givingBack) {
                giveAllBack(fresh);
            } else {
                followSlots(fresh);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Whether jobs can reach this drone. */
    boolean isOpen() {
        lock.lock();
        try {
            return channel != null && channel.isOpen();
        } finally {
            lock.unlock();
        }
    }

    /** Begins or ceases to consume, as slots are free or not. */
    void followSlots() {
        withChannel(this::followSlots);
    }

    /** While jobs wait, each free slot costs one question; only when none waits does the broker have to tell us. */
    private void followSlots(Channel current) throws IOException {
        if (givingBack) {
            return;
        }
        while (slots.free() > 0 && consumer == null) {
            var waiting = current.basicGet(topology.drone(drone), false);
            if (waiting == null) {
                consumer = current.basicConsume(topology.drone(drone), false, new Deliveries(current));
            } else {
                take(current, waiting);
            }
        }
        if (slots.free() == 0 && consumer != null) {
            current.basicCancel(consumer);
            consumer = null;
        }
    }

    /**
     * Gives back to the queen what has not begun, and what comes until {@link #takeAgain}. The slots must admit no more by
     * then.
     */
    void giveBack() {
        lock.lock();
        try {
            givingBack = true;
            withChannel(this::giveAllBack);
        } finally {
            lock.unlock();
        }
    }

    /** From now on the queen's messages return to her by themselves; what was on its way is given back when it comes. */
    private void giveAllBack(Channel current) throws IOException {
        if (bound) {
            current.queueUnbind(topology.drone(drone), topology.jobs(), drone);
            bound = false;
        }
        if (consumer == null) {
            consumer = current.basicConsume(topology.drone(drone), false, new Deliveries(current));
        }
        for (var waiting = current.basicGet(topology.drone(drone), false); waiting != null; waiting = current
                .basicGet(topology.drone(drone), false)) {
            take(current, waiting);
        }
    }

    /** Takes jobs again, as slots are free. */
    void takeAgain() {
        lock.lock();
        try {
            givingBack = false;
            withChannel(current -> {
                bind(current);
                followSlots(current);
            });
        } finally {
            lock.unlock();
        }
    }

    private void bind(Channel current) throws IOException {
        topology.declareDrone(current, drone);
        bound = true;
    }

    private void take(Channel current, GetResponse waiting) throws IOException {
        take(current, waiting.getEnvelope(), waiting.getProps(), waiting.getBody());
    }

    /** Deletes the queue, which must be empty by then. */
    void deleteQueue() {
        withChannel(current -> {
            if (consumer != null) {
                current.basicCancel(consumer);
                consumer = null;
            }
            current.queueDelete(topology.drone(drone));
        });
    }

    private void take(Channel current, Envelope envelope, BasicProperties properties, byte[] body)
            throws IOException {
        var message = Received.of(topology.drone(drone), envelope, properties, body);
        try {
            if (WireFormat.decode(body) instanceof JobRun run) {
                on(run, current, envelope.getDeliveryTag(), message);
            } else {
                bury(current, envelope.getDeliveryTag(), message, "only job:run belongs into a drone's queue");
            }
        } catch (RuntimeException unusable) {
            if (unusable instanceof AlreadyClosedException) {
                throw unusable;
            }
            bury(current, envelope.getDeliveryTag(), message, unusable.toString());
        }
    }

    /** The last free slot ends the consuming before the acknowledgement could bring the next job. */
    private void on(JobRun run, Channel current, long tag, Received message) throws IOException {
        var accepted = slots.begin(run);
        if (accepted != null) {
            followSlots(current);
            ackAfter(orBuried(accepted, message), current, tag);
        } else if (givingBack) {
            ackAfter(status.publish(topology.jobs(), Topology.NEW, QueueNew.back(run)), current, tag);
        } else {
            current.basicNack(tag, false, true);
        }
    }

    /** A job that cannot even be made ready is of no use, unless the machine is to blame, which may have no thread left. */
    private CompletableFuture<?> orBuried(CompletableFuture<?> accepted, Received message) {
        return accepted.<@Nullable Void>thenApply(done -> null)
                .exceptionallyCompose(failure -> failure.getCause() instanceof Error
                        ? CompletableFuture.failedFuture(failure)
                        : status.bury(message, failure.toString()));
    }

    private void bury(Channel current, long tag, Received message, String reason) {
        ackAfter(status.bury(message, reason), current, tag);
    }

    /** What can be neither taken nor acknowledged comes again, on the next connection. */
    private void ackAfter(CompletableFuture<?> safe, Channel current, long tag) {
        safe.thenRunAsync(() -> {
            lock.lock();
            try {
                current.basicAck(tag, false);
            } catch (IOException | AlreadyClosedException lost) {
                log.debug("delivery {} comes again", tag);
            } finally {
                lock.unlock();
            }
        }, threads).exceptionally(failure -> {
            log.warn("the machine failed over a delivery: the drone begins anew on another connection", failure);
            current.getConnection().abort();
            return null;
        });
    }

    private void withChannel(Step step) {
        lock.lock();
        try {
            if (channel != null && channel.isOpen()) {
                step.on(channel);
            }
        } catch (IOException | AlreadyClosedException lost) {
            log.debug("the connection was just lost: its successor makes up for it");
        } finally {
            lock.unlock();
        }
    }

    private final class Deliveries extends DefaultConsumer {

        Deliveries(Channel channel) {
            super(channel);
        }

        @Override
        public void handleDelivery(String tag, Envelope envelope, BasicProperties properties, byte[] body)
                throws IOException {
            lock.lock();
            try {
                take(getChannel(), envelope, properties, body);
            } finally {
                lock.unlock();
            }
        }

        /** Somebody deleted the queue: begin anew. */
        @Override
        public void handleCancel(String tag) {
            getChannel().getConnection().abort();
        }
    }
}
