package dev.skep.broker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
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
    private static final long MOMENT_MILLIS = 100;
    /** RabbitMQ 4 takes 16 MiB. */
    private static final int MOST_BYTES = 15 * 1024 * 1024;
    private static final int MOST_KEY_BYTES = 255;

    private final Topology topology;
    private final InstantSource clock = InstantSource.system();
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

    /** The broker takes no more messages for now: one more would have to wait. */
    public static final class Busy extends RuntimeException {
        private Busy() {
            super("the broker takes no more messages for now");
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
     * @throws IllegalArgumentException when no broker would take it: with a key, or a body, that is too long
     */
    public CompletableFuture<@Nullable Void> publish(String exchange, String key, Message message) {
        return send(outgoing(exchange, key, true, message));
    }

    /**
     * The same, of a message that was encoded before.
     *
     * @param type its type, such as {@code job:done}
     */
    public CompletableFuture<@Nullable Void> publish(String exchange, String key, String type, byte[] body) {
        return send(outgoing(exchange, key, type, true, body));
    }

    /**
     * Publishes like {@link #publish}, but waits for a moment at most.
     *
     * @return fails with {@link Busy}, too, when the broker says that it takes none, or seems to, as so many are on their way
     */
    public CompletableFuture<@Nullable Void> offer(String exchange, String key, Message message) {
        return offer(outgoing(exchange, key, true, message));
    }

    /**
     * Publishes a message that must arrive: one that the broker refuses, because a queue is full or not there yet, is tried
     * again until it is taken.
     *
     * @return done when the broker has it
     * @throws IllegalArgumentException as for {@link #publish}
     */
    public CompletableFuture<@Nullable Void> insist(String exchange, String key, Message message) {
        var taken = new CompletableFuture<@Nullable Void>();
        attempt(outgoing(exchange, key, true, message), taken, true);
        return taken;
    }

    private void attempt(Outgoing message, CompletableFuture<@Nullable Void> taken, boolean first) {
        send(message).whenComplete((done, refused) -> {
            if (refused == null) {
                taken.complete(null);
                return;
            }
            if (first) {
                log.warn("{}, and is asked again until it does", refused.getMessage());
            }
            CompletableFuture.delayedExecutor(REFUSAL_PAUSE_MILLIS, TimeUnit.MILLISECONDS)
                    .execute(() -> attempt(message.again(), taken, false));
        });
    }

    /** Publishes a message that need not arrive. Waits for a moment at most: where {@link #offer} fails, it is dropped. */
    public void announce(String exchange, String key, Message message) {
        tryToSend(outgoing(exchange, key, false, message));
    }

    private static Outgoing outgoing(String exchange, String key, boolean mandatory, Message message) {
        return outgoing(exchange, key, WireFormat.typeOf(message), mandatory, WireFormat.encode(message));
    }

    private static Outgoing outgoing(String exchange, String key, String type, boolean mandatory, byte[] body) {
        requireSendable(key);
        var properties = new BasicProperties.Builder().contentType("application/json").contentEncoding("utf-8")
                .type(type).deliveryMode(mandatory ? 2 : 1).build();
        if (body.length > MOST_BYTES) {
            throw new IllegalArgumentException(
                    "a message takes at most " + MOST_BYTES + " bytes, and this has " + body.length);
        }
        return new Outgoing(exchange, key, mandatory, properties, body);
    }

    /** What the broker or its client refuses ends the connection, and would be sent on the next one, again and again. */
    private static void requireSendable(String key) {
        if (key.getBytes(StandardCharsets.UTF_8).length > MOST_KEY_BYTES) {
            throw new IllegalArgumentException("a routing key takes at most " + MOST_KEY_BYTES + " bytes: " + key);
        }
    }

    /**
     * Puts a message that nobody can use where people find it, and from where it can be sent again.
     *
     * @param reason what is wrong with it, for people
     * @return done when the broker has it: only then may it leave the queue that it came from
     */
    public CompletableFuture<@Nullable Void> bury(Received message, String reason) {
        var buried = new CompletableFuture<@Nullable Void>();
        attempt(dead(new DeadMessage(message, reason, clock.instant().truncatedTo(ChronoUnit.MILLIS))), buried, true);
        return buried;
    }

    /**
     * Puts a message that lies in the dead queue at its end, too.
     *
     * @return as of {@link #offer}
     */
    public CompletableFuture<@Nullable Void> buryAgain(DeadMessage dead) {
        return offer(dead(dead));
    }

    private Outgoing dead(DeadMessage dead) {
        return new Outgoing(topology.dead(), "", true, dead.properties(), dead.message().body());
    }

    /**
     * Sends a dead message to where it came from, once more.
     *
     * @param redrive the name of the round in which that is done: when nobody can use it again, it says so
     * @return as of {@link #offer}
     * @throws IllegalArgumentException when it does not say where it came from, or came from elsewhere
     */
    public CompletableFuture<@Nullable Void> redrive(DeadMessage dead, String redrive) {
        var message = dead.message();
        if (!topology.isOurs(message.exchange(), message.key())) {
            // Sending to an exchange that is not there would end the connection, again and again.
            throw new IllegalArgumentException("it does not say where it came from");
        }
        requireSendable(message.key());
        return offer(new Outgoing(message.exchange(), message.key(), true, dead.again(redrive), message.body()));
    }

    private CompletableFuture<@Nullable Void> offer(Outgoing message) {
        return tryToSend(message) ? message.confirmed : CompletableFuture.failedFuture(new Busy());
    }

    private CompletableFuture<@Nullable Void> send(Outgoing message) {
        window.acquireUninterruptibly();
        lock.lock();
        try {
            transmit(message);
        } finally {
            lock.unlock();
        }
        return message.confirmed;
    }

    /** A broker that takes no messages lets who sends one wait, with the lock, when all that lies between is full. */
    private boolean tryToSend(Outgoing message) {
        if (link.isBlocked() || !window.tryAcquire()) {
            return false;
        }
        if (!lockSoon()) {
            window.release();
            return false;
        }
        try {
            transmit(message);
        } finally {
            lock.unlock();
        }
        return true;
    }

    private boolean lockSoon() {
        try {
            return lock.tryLock(MOMENT_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
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

    /** Whether the broker said that it takes no messages for now, because it is short of memory or disk. */
    public boolean isBlocked() {
        return link.isBlocked();
    }

    /** Closes the connection; what is not confirmed by then stays open for ever. */
    @Override
    public void close() {
        link.close();
        completions.shutdown();
    }
}
