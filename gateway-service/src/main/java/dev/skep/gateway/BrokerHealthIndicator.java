package dev.skep.gateway;

import dev.skep.broker.ConfirmedPublisher;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.stereotype.Component;

/**
 * Whether the broker is there. Without it the gateway still takes jobs in and shows history, so that its own health does
 * not follow: {@code AWAY} is not among the words that do.
 */
@Component
class BrokerHealthIndicator implements HealthIndicator {

    private static final Status AWAY = new Status("AWAY");

    private final ConfirmedPublisher publisher;

    BrokerHealthIndicator(ConfirmedPublisher publisher) {
        this.publisher = publisher;
    }

    @Override
    public Health health() {
        if (!publisher.isUp()) {
            return Health.status(AWAY).withDetail("reason",
                    "the broker cannot be reached: jobs are taken in, and begin when it is back").build();
        }
        if (publisher.isBlocked()) {
            return Health.status(AWAY).withDetail("reason",
                    "blocked: the broker is short of memory or disk, and takes no messages: make room there").build();
        }
        return Health.up().build();
    }
}
