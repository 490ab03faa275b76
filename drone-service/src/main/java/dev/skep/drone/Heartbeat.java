package dev.skep.drone;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells how the drone is: every two seconds or so, and whenever something changed. */
final class Heartbeat implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Heartbeat.class);
    private static final int SHORTEST_MILLIS = 1800;
    private static final int LONGEST_MILLIS = 2200;
    private static final int LAST_SECONDS = 2;

    private final Runnable send;
    private final ScheduledExecutorService thread;
    private final AtomicBoolean due = new AtomicBoolean();

    Heartbeat(String drone, Runnable send) {
        this.send = send;
        this.thread = Executors
                .newSingleThreadScheduledExecutor(Thread.ofPlatform().name("heartbeat " + drone).daemon().factory());
        next();
    }

    private void next() {
        var pause = ThreadLocalRandom.current().nextInt(SHORTEST_MILLIS, LONGEST_MILLIS);
        thread.schedule(() -> {
            beat();
            next();
        }, pause, TimeUnit.MILLISECONDS);
    }

    /** Something changed: tells so soon, once for all that changes until then. */
    void soon() {
        if (due.compareAndSet(false, true)) {
            try {
                thread.execute(this::beat);
            } catch (RejectedExecutionException closed) {
                log.debug("the drone is closed: no more heartbeats");
            }
        }
    }

    private void beat() {
        due.set(false);
        try {
            send.run();
        } catch (RuntimeException | Error e) { // whatever it is, the next one must come
            log.warn("a heartbeat could not be sent", e);
        }
    }

    /** Sends a last time, and then no more. */
    @Override
    public void close() {
        try {
            thread.submit(this::beat).get(LAST_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            log.warn("the last heartbeat could not be sent", e);
        } finally {
            thread.shutdownNow();
        }
    }
}
