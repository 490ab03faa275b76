package dev.skep.gateway.dead;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Shows how many dead messages there are, in health and as a metric. They make nobody ill: the gateway works on. */
@Component
class DeadMessagesHealthIndicator implements HealthIndicator {

    private final DeadQueue queue;

    DeadMessagesHealthIndicator(DeadQueue queue, MeterRegistry metrics) {
        this.queue = queue;
        Gauge.builder("skep.dead.messages", () -> number(queue))
                .description("Messages that nobody could use; none while the broker cannot be asked").register(metrics);
    }

    private static double number(DeadQueue queue) {
        var count = queue.count();
        return count.isPresent() ? count.getAsLong() : Double.NaN;
    }

    @Override
    public Health health() {
        var count = queue.count();
        if (count.isEmpty()) {
            return Health.unknown().withDetail("reason", "the broker cannot be asked").build();
        }
        var health = Health.up().withDetail("count", count.getAsLong());
        return count.getAsLong() == 0 ? health.build() : health.withDetail("see", "GET /api/v1/dead").build();
    }
}
