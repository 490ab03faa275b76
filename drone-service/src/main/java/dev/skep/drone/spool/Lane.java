package dev.skep.drone.spool;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import dev.skep.drone.spool.Track.Found;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what waits in the spools of all executions: each execution's entries in order, the executions in turn, and only so
 * much at a time as fits into memory. What the broker refuses is tried again later, and holds up no other execution.
 */
final class Lane implements AutoCloseable {

    static final int MOST_OPEN = 128;
    private static final long MOST_OPEN_BYTES = 4 * 1024 * 1024;
    private static final long PAUSE_MILLIS = 500;
    private static final Logger log = LoggerFactory.getLogger(Lane.class);

    private final Outlet outlet;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Queue<Backlog> ready = new ArrayDeque<>();
    private final Thread thread;
    private int open;
    private long openBytes;

    /** @param name how tools show its thread */
    Lane(String name, Outlet outlet) {
        this.outlet = outlet;
        this.thread = Thread.ofPlatform().name(name).daemon().start(this::work);
    }

    /** There may be something to send. Does not wait. */
    void wake(Backlog backlog) {
        locked(() -> queue(backlog));
    }

    /** Sends entries of this backlog once more. Does not wait. */
    void repeat(Backlog backlog, Map<Long, Place> places) {
        locked(() -> {
            backlog.repeat(places);
            return queue(backlog);
        });
    }

    /** The numbers below this one are confirmed, as far as they were to be sent; the largest number when all are. */
    long confirmedBelow(Backlog backlog) {
        return locked(backlog::confirmedBelow);
    }

    private <T> T locked(Supplier<T> step) {
        lock.lock();
        try {
            return step.get();
        } finally {
            lock.unlock();
        }
    }

    private boolean queue(Backlog backlog) {
        if (backlog.queue()) {
            ready.add(backlog);
            changed.signalAll();
        }
        return true;
    }

    private void work() {
        try {
            while (true) {
                sendNext(nextReady());
            }
        } catch (InterruptedException closed) {
            log.debug("lane {} ends", thread.getName());
        }
    }

    private Backlog nextReady() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (ready.isEmpty() || open >= MOST_OPEN || openBytes >= MOST_OPEN_BYTES) {
                changed.await();
            }
            return ready.remove();
        } finally {
            lock.unlock();
        }
    }

    private void sendNext(Backlog backlog) {
        var last = backlog.track().last();
        var found = backlog.track().read(locked(backlog::next));
        if (locked(() -> note(backlog, found, last)) && found != null) {
            publish(found.entry()).whenComplete((done, refused) -> settle(backlog, found, refused));
        }
    }

    /** Whether what was found is to be sent. */
    private boolean note(Backlog backlog, @Nullable Found found, long last) {
        var sends = false;
        if (found == null) {
            backlog.nothing(last);
        } else {
            sends = backlog.sends(found);
        }
        if (sends) {
            open++;
            openBytes += size(found);
        }
        queue(backlog);
        return sends;
    }

    private static long size(@Nullable Found found) {
        return found == null ? 0 : found.entry().body().length;
    }

    private CompletableFuture<?> publish(Entry entry) {
        try {
            return outlet.publish(entry.key(), entry.type(), entry.body());
        } catch (RuntimeException e) { // whatever it is, the lane must go on; it is asked for again
            log.error("event {} of {} cannot be published", entry.seq(), entry.key(), e);
            return CompletableFuture.completedFuture(null);
        }
    }

    private void settle(Backlog backlog, Found found, @Nullable Throwable refused) {
        locked(() -> {
            if (refused != null && !backlog.isRefused()) {
                log.warn("{}, and is asked again until it does", refused.getMessage());
            }
            open--;
            openBytes -= size(found);
            changed.signalAll();
            if (refused == null) {
                backlog.confirmed(found);
            } else if (backlog.refused(found)) {
                CompletableFuture.delayedExecutor(PAUSE_MILLIS, TimeUnit.MILLISECONDS).execute(() -> goOn(backlog));
            }
            return queue(backlog);
        });
        if (refused == null) {
            backlog.tellOfConfirm();
        }
    }

    private void goOn(Backlog backlog) {
        locked(() -> {
            backlog.goOn();
            return queue(backlog);
        });
    }

    /** Waits until this holds, which is looked at after each confirm; false when that takes too long. */
    boolean await(BooleanSupplier what, Duration time) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            var left = time.toNanos();
            while (!what.getAsBoolean() && left > 0) {
                left = changed.awaitNanos(left);
            }
            return what.getAsBoolean();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
