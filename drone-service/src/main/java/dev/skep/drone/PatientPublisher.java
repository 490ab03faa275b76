package dev.skep.drone;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import dev.skep.broker.ConfirmedPublisher;
import dev.skep.broker.Received;
import dev.skep.message.Message;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes what must not be lost and is in no spool, and knows when the broker has all of it. Whoever publishes waits when
 * too many are open.
 */
final class PatientPublisher {

    private static final Logger log = LoggerFactory.getLogger(PatientPublisher.class);
    /** Few, so that there is always room on the connection for the events of jobs. */
    private static final int OPEN = 64;

    private final ConfirmedPublisher publisher;
    private final Semaphore room = new Semaphore(OPEN);

    PatientPublisher(ConfirmedPublisher publisher) {
        this.publisher = publisher;
    }

    /** Done when the broker has the message. */
    CompletableFuture<@Nullable Void> publish(String exchange, String key, Message message) {
        room.acquireUninterruptibly();
        var taken = publisher.insist(exchange, key, message);
        taken.whenComplete((done, failure) -> room.release());
        return taken;
    }

    /** Publishes what is soon out of date; drops it, and says false, when the broker cannot be reached. */
    boolean announce(String exchange, String key, Message message) {
        var up = publisher.isUp();
        if (up) {
            publisher.announce(exchange, key, message);
        }
        return up;
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
}
