package dev.skep.broker;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import dev.skep.testing.Patience;

/** Publishes numbered events one after the other until told to end, whatever becomes of the broker meanwhile. */
final class SteadyPublishing {

    private static final int PAUSE_NANOS = 100_000;

    private final CompletableFuture<List<CompletableFuture<?>>> all;
    private volatile boolean enough;

    private SteadyPublishing(ConfirmedPublisher publisher, Topology topology) {
        all = CompletableFuture.supplyAsync(() -> publishAll(publisher, topology));
    }

    static SteadyPublishing start(ConfirmedPublisher publisher, Topology topology) {
        return new SteadyPublishing(publisher, topology);
    }

    private List<CompletableFuture<?>> publishAll(ConfirmedPublisher publisher, Topology topology) {
        var confirms = new ArrayList<CompletableFuture<?>>();
        while (!enough) {
            confirms.add(Events.publish(publisher, topology, confirms.size()));
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return confirms;
    }

    /** Ends it, waits until all are confirmed, and says how many there were. */
    int finish() throws Exception {
        enough = true;
        var confirms = all.get(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
        Events.join(CompletableFuture.allOf(confirms.toArray(CompletableFuture<?>[]::new)));
        return confirms.size();
    }
}
