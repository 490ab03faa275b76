package dev.skep.drone;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import dev.skep.broker.BrokerAddress;
import dev.skep.broker.ConfirmedPublisher;
import dev.skep.broker.Topology;
import dev.skep.message.Message;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes what must not be lost: a message that the broker refuses, because a queue is full or not there yet, is tried
 * again until it is taken. Whoever publishes waits when too many are open.
 */
final class PatientPublisher implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(PatientPublisher.class);
    private static final int OPEN = 256;
    private static final long PAUSE_MILLIS = 500;

    private final ConfirmedPublisher publisher;
    private final Executor threads;
    private final Semaphore room = new Semaphore(OPEN);

    PatientPublisher(BrokerAddress address, Topology topology, String name, Executor threads) {
        this.publisher = new ConfirmedPublisher(address, topology, name);
        this.threads = threads;
    }

    /** Done when the broker has the message. */
    CompletableFuture<@Nullable Void> publish(String exchange, String key, Message message) {
        room.acquireUninterruptibly();
        var taken = new CompletableFuture<@Nullable Void>();
        taken.whenComplete((done, failure) -> room.release());
        attempt(exchange, key, message, taken);
        return taken;
    }

    private void attempt(String exchange, String key, Message message, CompletableFuture<@Nullable Void> taken) {
        publisher.publish(exchange, key, message).whenComplete((done, refused) -> {
            if (refused == null) {
                taken.complete(null);
            } else {
                log.warn("{}, and is asked again", refused.getMessage());
                CompletableFuture.delayedExecutor(PAUSE_MILLIS, TimeUnit.MILLISECONDS, threads)
                        .execute(() -> attempt(exchange, key, message, taken));
            }
        });
    }

    /** Publishes what is soon out of date; drops it when the broker cannot be reached. */
    void announce(String exchange, String key, Message message) {
        if (publisher.isUp()) {
            publisher.announce(exchange, key, message);
        }
    }

    CompletableFuture<@Nullable Void> bury(byte[] body, @Nullable String type, String reason) {
        return publisher.bury(body, type, reason);
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
