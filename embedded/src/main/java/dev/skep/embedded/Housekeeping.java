package dev.skep.embedded;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.h2.mvstore.MVStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the store's file small and on the disk. Every commit appends, so that most of the file is soon out of date; once a
 * second a little of what is still current is moved together, and the operating system is asked to write out the rest.
 */
final class Housekeeping implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Housekeeping.class);
    private static final int PERCENT_CURRENT = 50;
    private static final int BYTES_AT_ONCE = 4 * 1024 * 1024;
    /** How long what is out of date is kept: longer than it takes until its successor is on the disk. */
    private static final int KEEP_MILLIS = 5000;

    private final ScheduledExecutorService thread = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().name("store housekeeping").daemon().factory());
    private final MVStore store;
    private final GroupCommit commits;

    Housekeeping(MVStore store, GroupCommit commits) {
        this.store = store;
        this.commits = commits;
        store.setRetentionTime(KEEP_MILLIS);
        thread.scheduleWithFixedDelay(this::tidy, 1, 1, TimeUnit.SECONDS);
    }

    private void tidy() {
        try {
            commits.alone(() -> {
                if (store.compact(PERCENT_CURRENT, BYTES_AT_ONCE)) {
                    store.commit();
                }
            });
            store.sync();
        } catch (RuntimeException e) {
            log.warn("cannot tidy up the store's file, and tries again: {}", e.toString());
        }
    }

    /** Ends; what it is doing is done before. */
    @Override
    public void close() {
        thread.close();
    }
}
