package dev.skep.broker;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts what a service cannot use into the dead queue, and says so in its log. */
public final class Burials {

    private static final Logger log = LoggerFactory.getLogger(Burials.class);
    private static final Duration WHILE = Duration.ofMinutes(1);
    private static final int COPIES_IN_A_WHILE = 10;

    private final ConfirmedPublisher publisher;
    private final InstantSource clock;
    private Instant since = Instant.EPOCH;
    private int copies;

    public Burials(ConfirmedPublisher publisher, InstantSource clock) {
        this.publisher = publisher;
        this.clock = clock;
    }

    /**
     * Buries a message.
     *
     * @param reason what is wrong with it, for people
     * @return done when it may be acked
     */
    public CompletableFuture<@Nullable Void> bury(Received message, String reason) {
        log.warn("A message of {} goes to the dead queue: {}", message.queue(), reason);
        return publisher.bury(message, reason);
    }

    /**
     * Buries a message of which others got a copy too, or that is soon out of date. Never waits; and only some in a minute,
     * so that the heartbeats of drones of another version do not fill the dead queue.
     */
    public void buryCopy(Received message, String reason) {
        if (isSeldom()) {
            Thread.startVirtualThread(() -> bury(message, reason));
        } else {
            log.debug("One more message of {} is of no use: {}", message.queue(), reason);
        }
    }

    private synchronized boolean isSeldom() {
        var now = clock.instant();
        if (since.plus(WHILE).isBefore(now)) {
            since = now;
            copies = 0;
        }
        return ++copies <= COPIES_IN_A_WHILE;
    }
}
