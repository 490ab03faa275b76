package dev.skep.drone.spool;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** A broker that does with messages as the test says. */
final class FakeBroker implements Outlet {

    private final List<String> taken = new CopyOnWriteArrayList<>();
    private final List<CompletableFuture<?>> held = new ArrayList<>();
    private volatile boolean holds;
    private volatile Predicate<String> refuses = message -> false;
    private volatile int tries;
    private int most;

    @Override
    public synchronized CompletableFuture<?> publish(String key, String type, byte[] body) {
        tries++;
        if (refuses.test(key)) {
            return CompletableFuture.failedFuture(new IllegalStateException("there is no room for " + key));
        }
        var confirm = new CompletableFuture<Void>();
        taken.add(key + " " + type);
        if (holds) {
            held.add(confirm);
            most = Math.max(most, held.size());
        } else {
            confirm.complete(null);
        }
        return confirm;
    }

    /** Confirms nothing any more. */
    void hold() {
        holds = true;
    }

    /** Confirms everything. */
    synchronized void confirm() {
        holds = false;
        held.forEach(confirm -> confirm.complete(null));
        held.clear();
    }

    void refuse(Predicate<String> keys) {
        refuses = keys;
    }

    /** What it took, as key and type. */
    List<String> taken() {
        return taken;
    }

    int tries() {
        return tries;
    }

    /** How many it held at most without having confirmed them. */
    synchronized int mostHeld() {
        return most;
    }
}
