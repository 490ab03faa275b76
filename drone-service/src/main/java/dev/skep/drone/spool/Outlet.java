package dev.skep.drone.spool;

import java.util.concurrent.CompletableFuture;

/** A way to the broker. */
@FunctionalInterface
public interface Outlet {

    /**
     * Publishes an event. Fewer than {@value Lane#MOST_OPEN} are open at a time.
     *
     * @param key the routing key
     * @param type the event's type
     * @param body the event as JSON
     * @return done when the broker has it; fails when it refuses it
     */
    CompletableFuture<?> publish(String key, String type, byte[] body);
}
