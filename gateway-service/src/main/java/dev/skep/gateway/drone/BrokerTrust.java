package dev.skep.gateway.drone;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

import dev.skep.broker.ConfirmedPublisher;
import dev.skep.broker.Topology;
import dev.skep.message.Echo;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Whether the broker passes messages on to this gateway, and has done so for long enough that the silence of others means
 * something: this gateway's own messages come back to it.
 */
@Component
public class BrokerTrust {

    private static final Duration OLDEST = Duration.ofSeconds(6);
    private static final Duration SETTLING = Duration.ofSeconds(20);

    private final String instance;
    private final ConfirmedPublisher publisher;
    private final Topology topology;
    private final InstantSource clock;
    private final AtomicLong sent = new AtomicLong();
    private Instant last = Instant.MIN;
    private Instant since = Instant.MAX;

    BrokerTrust(String instance, ConfirmedPublisher publisher, Topology topology, InstantSource clock) {
        this.instance = instance;
        this.publisher = publisher;
        this.topology = topology;
        this.clock = clock;
    }

    @Scheduled(fixedRateString = "PT2S") // not in turn with others, as with a fixed delay
    void ask() {
        publisher.announce(topology.control(), instance, new Echo(instance, sent.incrementAndGet()));
    }

    /** One of our own messages came back. */
    public synchronized void on(Echo own) {
        var now = clock.instant();
        if (last.plus(OLDEST).isBefore(now)) {
            since = now;
        }
        last = now;
    }

    /** Whether silence means something now. */
    synchronized boolean isSettled() {
        var now = clock.instant();
        return !last.plus(OLDEST).isBefore(now) && !since.plus(SETTLING).isAfter(now);
    }
}
