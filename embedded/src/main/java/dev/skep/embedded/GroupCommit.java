package dev.skep.embedded;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * Makes changes durable before they are answered, and lets all that were made meanwhile share one commit. Changes hold the
 * lock shared and a commit holds it alone, so that the file never has half a change: a document without its index entry.
 */
final class GroupCommit {

    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private final AtomicLong changes = new AtomicLong();
    private final Runnable commit;
    private volatile long committed;

    GroupCommit(Runnable commit) {
        this.commit = commit;
    }

    /** Makes a change and returns its result when it is committed. */
    <T> T change(Supplier<T> change) {
        T result;
        long number;
        lock.readLock().lock();
        try {
            result = change.get();
            number = changes.incrementAndGet();
        } finally {
            lock.readLock().unlock();
        }
        if (committed < number) {
            commitTo(number);
        }
        return result;
    }

    private void commitTo(long number) {
        alone(() -> {
            if (committed < number) {
                var upTo = changes.get();
                commit.run();
                committed = upTo;
            }
        });
    }

    /** Runs something while no change is under way. */
    void alone(Runnable action) {
        lock.writeLock().lock();
        try {
            action.run();
        } finally {
            lock.writeLock().unlock();
        }
    }
}
