package dev.skep.drone.job;

import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

/**
 * How a job is told to end before its time. A cancelled one ends its processes, and its cleanup still runs; only the two
 * other causes end that, too. Once the job's own work is over, nobody can cancel it any more.
 */
final class StopOrder {

    /** Why a job is to end, beside that somebody cancelled it. */
    enum Cause {
        /** The drone leaves. */
        ABANDONED,
        /** The execution's word counts no more: whatever is said of it, nobody listens. */
        SUPERSEDED
    }

    private final CompletableFuture<@Nullable Void> any = new CompletableFuture<>();
    private final CompletableFuture<Cause> hard = new CompletableFuture<>();
    private @Nullable String cancelledBy;
    private boolean cancelHandled;
    private boolean closed;

    /** Completes when what runs now is to end. */
    synchronized CompletableFuture<?> future() {
        return cancelHandled ? hard : any;
    }

    /**
     * Somebody wants the job no more.
     *
     * @param first what is to happen before anything is ended
     */
    synchronized void cancel(String by, Runnable first) {
        if (!closed && cancelledBy == null && !hard.isDone()) {
            cancelledBy = by;
            first.run();
            any.complete(null);
        }
    }

    /**
     * Ends the job whatever it does.
     *
     * @return false when it was told to end so before
     */
    synchronized boolean end(Cause cause) {
        var first = hard.complete(cause);
        any.complete(null);
        return first;
    }

    /** Whether what runs now, or ran until {@link #close}, is to end. */
    boolean isGiven() {
        return any.isDone();
    }

    /** The cause that ends even a cleanup; null while there is none. */
    @Nullable
    Cause cause() {
        return hard.getNow(null);
    }

    /**
     * From here on the job only cleans up.
     *
     * @return who cancelled the job just before, or earlier; null when nobody did, and then nobody can any more
     * @throws Stopped when it must not even clean up
     */
    synchronized @Nullable String close() throws Stopped {
        if (hard.isDone()) {
            throw new Stopped();
        }
        closed = true;
        cancelHandled = cancelledBy != null;
        return cancelledBy;
    }
}
