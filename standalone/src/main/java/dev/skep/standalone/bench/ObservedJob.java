package dev.skep.standalone.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import dev.skep.message.JobEvent;

/** When the events of one job happened, and its end. */
final class ObservedJob {

    private static final long PATIENCE_SECONDS = 120;

    private final Map<Class<?>, Instant> times = new ConcurrentHashMap<>();
    private final CompletableFuture<End> end = new CompletableFuture<>();

    /**
     * The job's end.
     *
     * @param seenNanos when it was known here, by {@link System#nanoTime}
     */
    record End(JobEvent.Done event, long seenNanos) {}

    void on(JobEvent.Status event) {
        times.putIfAbsent(event.getClass(), event.stamp().at());
        if (event instanceof JobEvent.Done done) {
            end.complete(new End(done, System.nanoTime()));
        }
    }

    void cutOff(Exception why) {
        end.completeExceptionally(why);
    }

    /** When the first event of this kind happened, to the millisecond before; empty when none came. */
    Optional<Instant> time(Class<? extends JobEvent.Status> kind) {
        return Optional.ofNullable(times.get(kind));
    }

    /** From the first event of one kind to the first of another; empty when one is missing. */
    Optional<Long> nanosBetween(Class<? extends JobEvent.Status> from, Class<? extends JobEvent.Status> to) {
        return time(from).flatMap(start -> time(to).map(end -> Duration.between(start, end).toNanos()));
    }

    End awaitEnd() throws InterruptedException {
        try {
            return end.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException("a job did not end within " + PATIENCE_SECONDS + " s", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the events of jobs ended before a job did", e.getCause());
        }
    }
}
