package dev.skep.queen;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import dev.skep.broker.BrokerAddress;
import dev.skep.broker.BrokerLink;
import dev.skep.broker.Topology;
import dev.skep.message.DronePresence;
import dev.skep.message.WireFormat;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits at the drones' queues for their tokens, on a connection and a thread of its own: a drone's own consumer goes first,
 * so that a token falls to a queen only when the drone's connection has ended.
 */
final class Presences implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Presences.class);
    /** Below what drones have. */
    private static final Map<String, Object> AFTER_THE_DRONE = Map.of("x-priority", -10);

    private final BrokerAddress address;
    private final Topology topology;
    private final String name;
    private final ExecutorService thread;
    private volatile Consumer<DronePresence> fallen = token -> {};
    private volatile @Nullable BrokerLink link;
    /** Those below are used by the thread alone. */
    private final Set<String> watched = new HashSet<>();
    private final Map<String, Channel> channels = new HashMap<>();
    private @Nullable Connection connection;

    /** @param name how the broker's tools show the connection */
    Presences(BrokerAddress address, Topology topology, String name) {
        this.address = address;
        this.topology = topology;
        this.name = name;
        this.thread = Executors.newSingleThreadExecutor(Thread.ofPlatform().name(name).daemon().factory());
    }

    /**
     * Starts connecting in the background.
     *
     * @param toQueen takes a token that no drone holds any more
     * @param again told of each connection but the first: what falls just then fell long ago
     */
    void begin(Consumer<DronePresence> toQueen, Runnable again) {
        fallen = toQueen;
        var connectedBefore = new AtomicBoolean();
        link = new BrokerLink(address, name, fresh -> {
            if (connectedBefore.getAndSet(true)) {
                again.run();
            }
            later(() -> begin(fresh));
        });
    }

    private void later(Runnable step) {
        try {
            thread.execute(step);
        } catch (RejectedExecutionException closed) {
            log.debug("The queen leaves: nothing is watched any more");
        }
    }

    private void begin(Connection fresh) {
        connection = fresh;
        channels.clear();
        watched.forEach(this::open);
    }

    /** Waits for this drone's token from now on. */
    void watch(String drone) {
        later(() -> {
            if (watched.add(drone)) {
                open(drone);
            }
        });
    }

    /** Waits no more. */
    void unwatch(String drone) {
        later(() -> {
            watched.remove(drone);
            var channel = channels.remove(drone);
            if (channel != null) {
                close(channel);
            }
        });
    }

    private static void close(Channel channel) {
        try {
            channel.abort();
        } catch (IOException | AlreadyClosedException gone) {
            log.debug("A channel had gone before it was closed");
        }
    }

    /** The drone is lost: takes away its queues, unless somebody uses them again. What was in them, the store knows. */
    void deleteQueuesOf(String drone) {
        unwatch(drone);
        later(() -> {
            deleteIfUnused(topology.presence(drone));
            deleteIfUnused(topology.drone(drone));
        });
    }

    private void deleteIfUnused(String queue) {
        var current = connection;
        if (current == null) {
            return;
        }
        try {
            var channel = current.createChannel(); // one for each: a refusal ends it
            try {
                channel.queueDeclarePassive(queue); // the embedded broker drops who deletes a queue that is gone
                channel.queueDelete(queue, true, false);
            } finally {
                close(channel);
            }
        } catch (IOException | AlreadyClosedException e) {
            log.debug("The queue {} is gone, in use, or out of reach", queue);
        }
    }

    /** A channel each, so that none takes the others along. */
    private void open(String drone) {
        var current = connection;
        if (current == null) {
            return; // begin() does it
        }
        try {
            var channel = current.createChannel();
            channel.basicConsume(topology.declarePresence(channel, drone), false, AFTER_THE_DRONE,
                    new Tokens(channel, drone));
            channels.put(drone, channel);
        } catch (IOException | AlreadyClosedException e) {
            log.debug("Drone {} is watched by its heartbeats alone for now: {}", drone, e.getMessage());
        }
    }

    private final class Tokens extends DefaultConsumer {

        private final String drone;

        Tokens(Channel channel, String drone) {
            super(channel);
            this.drone = drone;
        }

        @Override
        public void handleDelivery(String tag, Envelope envelope, BasicProperties properties, byte[] body)
                throws IOException {
            getChannel().basicAck(envelope.getDeliveryTag(), false); // a drone that is alive sends another
            try {
                if (WireFormat.decode(body) instanceof DronePresence presence) {
                    fallen.accept(presence);
                }
            } catch (WireFormat.Unreadable e) {
                log.warn("What lay in the queue of drone {} is no token: {}", drone, e.getMessage());
            }
        }

        /** The queue was deleted: by the drone, which leaves, or by a queen. It is watched again when it is heard of. */
        @Override
        public void handleCancel(String tag) {
            unwatch(drone);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
        var current = link;
        if (current != null) {
            current.close();
        }
    }
}
