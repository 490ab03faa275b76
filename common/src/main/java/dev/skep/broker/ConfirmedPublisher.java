package dev.skep.broker;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import dev.skep.message.Message;
import dev.skep.message.WireFormat;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes messages and tells, for each, when the broker has it. Many may be on their way at once; when too many are,
 * {@link #publish} waits. What the broker had not confirmed when the connection was lost is published again on the next
 * one, in order: a message may arrive twice, never not at all.
 *
 * <p>Own connection: a broker that blocks publishers must not stop the same process from consuming.
 */
public final class ConfirmedPublisher implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ConfirmedPublisher.class);
    private static final int ON_THEIR_WAY = 256;
    private static final long REFUSAL_PAUSE_MILLIS = 500;

    private final Topology topology;
    private final ReentrantLock lock = new ReentrantLock();
    private final Semaphore window = new Semaphore(ON_THEIR_WAY);
    private NavigableMap<Long, Outgoing> unconfirmed = new TreeMap<>();
    private final BrokerLink link;
    private final AtomicInteger connections = new AtomicInteger();
    private final ExecutorService completions;
    private @Nullable Channel channel;
    private long lastTag;

    private static final class Outgoing {
        final String exchange;
        final String key;
        final boolean mandatory;
        final BasicProperties properties;
        final byte[] body;
        final CompletableFuture<@Nullable Void> confirmed = new CompletableFuture<>();
        volatile boolean returned;

        Outgoing(String exchange, String key, boolean mandatory, BasicProperties properties, byte[] body) {
            this.exchange = exchange;
            this.key = key;
            this.mandatory = mandatory;
            this.properties = properties;
            this.body = body;
        }

        Outgoing again() {
            return new Outgoing(exchange, key, mandatory, properties, body);
        }

        void complete(boolean ack) {
            if (ack && !returned) {
                confirmed.complete(null);
            } else {
                confirmed.completeExceptionally(new NotAccepted(exchange, key));
            }
        }
    }

    /** The broker has no queue for the message, or refuses it: nobody will get it. */
    public static final class NotAccepted extends RuntimeException {
        private NotAccepted(String exchange, String key) {
            super("the broker did not take a message for " + key + " on " + exchange);
        }
    }

    /**
     * Starts connecting in the background.
     *
     * @param name how the broker's tools show the connection
     */
    public ConfirmedPublisher(BrokerAddress address, Topology topology, String name) {
        this.topology = topology;
        this.completions = Executors.newSingleThreadExecutor(Thread.ofPlatform().name(name).daemon().factory());
        this.link = new BrokerLink(address, name, this::resume);
    }

    /**
     * Publishes a message that the broker keeps over its own restart.
     *
     * @param key the routing key
     * @return done when the broker has it; fails with {@link NotAccepted} when no queue takes it
     */
    public CompletableFuture<@Nullable Void> publish(String exchange, String key, Message message) {
        return send(outgoing(exchange, key, true, message));
    }

    /**
     * Publishes a message that must arrive: one that the broker refuses, because a queue is full or not there yet, is tried
     * again until it is taken.
     *
     * @return done when the broker has it
     */
    public CompletableFuture<@Nullable Void> insist(String exchange, String key, Message message) {
        var taken = new CompletableFuture<@Nullable Void>();
        attempt(outgoing(exchange, key, true, message), taken);
        return taken;
    }

    private void attempt(Outgoing message, CompletableFuture<@Nullable Void> taken) {
        send(message).whenComplete((done, refused) -> {
            if (refused == null) {
                taken.complete(null);
            } else {
                log.warn("{}, and is asked again", refused.getMessage());
                CompletableFuture.delayedExecutor(REFUSAL_PAUSE_MILLIS, TimeUnit.MILLISECONDS)
                        .execute(() -> attempt(message.again(), taken));
            }
        });
    }

    /** Publishes a message that need not arrive. Never waits: when too many are on their way, it is dropped. */
    public void announce(String exchange, String key, Message message) {
        if (window.tryAcquire()) {
            enqueue(outgoing(exchange, key, false, message));
        }
    }

    private static Outgoing outgoing(String exchange, String key, boolean mandatory, Message message) {
        var properties = new BasicProperties.Builder().contentType("application/json").contentEncoding("utf-8")
                .type(WireFormat.typeOf(message)).deliveryMode(mandatory ? 2 : 1).build();
        return new Outgoing(exchange, key, mandatory, properties, WireFormat.encode(message));
    }

    /**
     * Puts a message that nobody can use where people find it.
     *
     * @param type its own idea of its type, null without one
     * @param reason what is wrong with it
     */
    public CompletableFuture<@Nullable Void> bury(byte[] body, @Nullable String type, String reason) {
        var properties = new BasicProperties.Builder().contentType("application/json").type(type).deliveryMode(2)
                .headers(Map.of(Topology.REASON_HEADER, reason)).build();
        return send(new Outgoing(topology.dead(), "", true, properties, body));
    }

    private CompletableFuture<@Nullable Void> send(Outgoing message) {
        window.acquireUninterruptibly();
        return enqueue(message);
    }

    private CompletableFuture<@Nullable Void> enqueue(Outgoing message) {
        lock.lock();
        try {
            transmit(message);
        } finally {
            lock.unlock();
        }
        return message.confirmed;
    }

    private void transmit(Outgoing message) {
        var tag = ++lastTag;
        unconfirmed.put(tag, message);
        message.returned = false;
        var current = channel;
        if (current == null) {
            return; // resume() sends it
        }
        try {
            // The tag travels along, because a returned message says nothing else that would name it.
            current.basicPublish(message.exchange, message.key, message.mandatory,
                    message.properties.builder().messageId(Long.toString(tag)).build(), message.body);
        } catch (IOException | AlreadyClosedException lost) {
            channel = null;
        }
    }

    private void resume(Connection connection) throws IOException {
        var fresh = connection.createChannel();
        topology.declareShared(fresh);
        fresh.confirmSelect();
        var number = connections.incrementAndGet();
        fresh.addConfirmListener((tag, multiple) -> settle(number, tag, multiple, true),
                (tag, multiple) -> settle(number, tag, multiple, false));
        // A channel that the broker closed alone is of no use: drop the connection too, and begin anew.
        fresh.addShutdownListener(cause -> connection.abort());
        fresh.addReturnListener(back -> returned(number, back.getProperties().getMessageId()));
        lock.lock();
        try {
            channel = fresh;
            lastTag = 0;
            var again = unconfirmed;
            unconfirmed = new TreeMap<>();
            again.values().forEach(this::transmit);
        } finally {
            lock.unlock();
        }
    }

    private void returned(int number, String tag) {
        lock.lock();
        try {
            var message = unconfirmed.get(Long.parseLong(tag));
            if (message != null && number == connections.get()) {
                message.returned = true;
            }
        } finally {
            lock.unlock();
        }
    }

    /** RabbitMQ returns and then acks, the embedded broker nacks and then returns: either way the message failed. */
    private void settle(int number, long tag, boolean multiple, boolean ack) {
        List<Outgoing> settled;
        lock.lock();
        try {
            if (number != connections.get()) {
                return;
            }
            var view = multiple ? unconfirmed.headMap(tag, true) : unconfirmed.subMap(tag, true, tag, true);
            settled = new ArrayList<>(view.values());
            view.clear();
        } finally {
            lock.unlock();
        }
        window.release(settled.size());
        // Not on this thread, which is the connection's own: whoever waits for the confirm may publish again, and wait.
        completions.execute(() -> settled.forEach(message -> message.complete(ack)));
    }

    /** Whether the broker can be reached. */
    public boolean isUp() {
        return link.isUp();
    }

    /** Closes the connection; what is not confirmed by then stays open for ever. */
    @Override
    public void close() {
        link.close();
        completions.shutdown();
    }
}
