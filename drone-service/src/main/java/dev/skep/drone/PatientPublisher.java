package dev.skep.drone;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import dev.skep.broker.BrokerAddress;
import dev.skep.broker.ConfirmedPublisher;
import dev.skep.broker.Received;
import dev.skep.broker.Topology;
import dev.skep.message.Message;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes what must not be lost, and knows when the broker has all of it. Whoever publishes waits when too many are open.
 */
final class PatientPublisher implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(PatientPublisher.class);
    private static final int OPEN = 256;

    private final ConfirmedPublisher publisher;
    private final Semaphore room = new Semaphore(OPEN);

    PatientPublisher(BrokerAddress address, Topology topology, String name) {
        this.publisher = new ConfirmedPublisher(address, topology, name);
    }

    /** Done when the broker has the message. */
    CompletableFuture<@Nullable Void> publish(String exchange, String key, Message message) {
        room.acquireUninterruptibly();
        var taken = publisher.insist(exchange, key, message);
        taken.whenComplete((done, failure) -> room.release());
        return taken;
    }

    /** Publishes what is soon out of date; drops it when the broker cannot be reached. */
    void announce(String exchange, String key, Message message) {
        if (publisher.isUp()) {
            publisher.announce(exchange, key, message);
        }
    }

    /** Puts what this drone cannot use into the dead queue; done when it may be acked. */
    CompletableFuture<@Nullable Void> bury(Received message, String reason) {
        log.warn("a message of {} is of no use: {}", message.queue(), reason);
        return publisher.bury(message, reason);
    }

    /** Waits until the broker has all that was published; false when that takes too long. */
    boolean awaitEmpty(Duration time) {
        try {
            if (room.tryAcquire(OPEN, time.toNanos(), TimeUnit.NANOSECONDS)) {
                room.release(OPEN);
                return true;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    @Override
    public void close() {
        publisher.close();
    }
}
