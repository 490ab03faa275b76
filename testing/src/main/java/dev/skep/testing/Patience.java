package dev.skep.testing;

import java.time.Duration;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** How long tests wait for what must happen: long enough for a slow machine, and over at once when it has happened. */
public final class Patience {

    /** The limit, for waits that are not Awaitility's. */
    public static final Duration LIMIT = Duration.ofSeconds(60);

    private Patience() {}

    /** Waits until something holds. */
    public static ConditionFactory await() {
        return Awaitility.await().atMost(LIMIT).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(20));
    }
}
