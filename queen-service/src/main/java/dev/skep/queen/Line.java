package dev.skep.queen;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

import dev.skep.message.JobData;
import org.jspecify.annotations.Nullable;

/**
 * The jobs that wait for a drone, in the order in which they get one: the higher priority first, then what came back from
 * a drone, as it had been placed before the others came, then by arrival.
 */
final class Line {

    private final Map<String, Waiting> byJob = new HashMap<>();
    private final NavigableSet<Waiting> inOrder = new TreeSet<>(
            Comparator.comparing(waiting -> waiting.place, Place.ORDER));
    private long arrivals;

    /** A place in the line. */
    private record Place(int priority, boolean cameBack, long number) {

        private static final Comparator<Place> ORDER = Comparator.comparingInt(Place::priority).reversed()
                .thenComparing(Comparator.comparing(Place::cameBack).reversed()).thenComparingLong(Place::number);
    }

    /** A job in the line. */
    static final class Waiting {
        final JobData job;
        /** Done when the job is on a drone's queue. */
        final CompletableFuture<@Nullable Void> placed = new CompletableFuture<>();
        private Place place;
        Instant since;
        Decision.@Nullable Waits told;

        private Waiting(JobData job, Place place, Instant since) {
            this.job = job;
            this.place = place;
            this.since = since;
        }
    }

    /**
     * Adds a job. What the broker delivers again, after a connection was lost, takes its own old place, and the old
     * delivery is let go.
     */
    Waiting add(JobData job, boolean cameBack, Instant now) {
        var before = byJob.get(job.id());
        var place = before == null ? new Place(job.priority(), cameBack, arrivals++) : before.place;
        var newcomer = new Waiting(job, place, now);
        if (before != null) {
            remove(before);
            newcomer.told = before.told;
            before.placed.complete(null);
        }
        enter(newcomer);
        return newcomer;
    }

    /** Takes in a job whose drone turned out to be gone. */
    void addAgain(Waiting waiting) {
        waiting.place = new Place(waiting.job.priority(), true, arrivals++);
        enter(waiting);
    }

    private void enter(Waiting waiting) {
        byJob.put(waiting.job.id(), waiting);
        inOrder.add(waiting);
    }

    void remove(Waiting waiting) {
        byJob.remove(waiting.job.id());
        inOrder.remove(waiting);
    }

    @Nullable
    Waiting find(String job) {
        return byJob.get(job);
    }

    int size() {
        return inOrder.size();
    }

    /** All of them, the first first; later changes do not show. */
    List<Waiting> all() {
        return List.copyOf(inOrder);
    }
}
