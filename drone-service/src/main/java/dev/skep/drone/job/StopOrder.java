package dev.skep.drone.job;

import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

/**
 * How a job is told to end before its time. A cancelled one ends its processes, and its cleanup still runs; a cancel that comes
 * when it cleans up ends that. The two other causes end everything.
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
    private boolean over;

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
        if (!over && cancelledBy == null && !hard.isDone()) {
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

    /** Whether what runs now, or ran until {@link #handle}, is to end. */
    boolean isGiven() {
        return any.isDone();
    }

    /** The cause that ends even a cleanup; null while there is none. */
    @Nullable
    Cause cause() {
        return hard.getNow(null);
    }

    /**
     * What ran is over; what runs from here on, such as the cleanup, is not to end because the job was cancelled before.
     *
     * @return who cancelled the job; null when nobody did so far
     * @throws Stopped when nothing more is to run
     */
    synchronized @Nullable String handle() throws Stopped {
        if (hard.isDone()) {
            throw new Stopped();
        }
        cancelHandled = cancelledBy != null;
        return cancelledBy;
    }

    /** The same at the end of the job: nobody can cancel it any more. */
    synchronized @Nullable String close() throws Stopped {
        over = true;
        return handle();
    }
}
