package dev.skep.standalone.faults.load;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

import dev.skep.message.JobEvent;
import org.jspecify.annotations.Nullable;

/** What was seen of one job. Two streams tell of it, so that things are seen twice, and not in their order. */
final class SeenJob {

    /** When each lease was first seen to start. */
    private final Map<String, Long> starts = new LinkedHashMap<>();
    private int attempt;
    private @Nullable String drone;
    private @Nullable String lease;
    private boolean ended;

    synchronized void on(JobEvent.Status event, long now) {
        var stamp = event.stamp();
        if (event instanceof JobEvent.Assigned assigned && stamp.attempt() >= attempt && stamp.lease() != null) {
            attempt = stamp.attempt();
            drone = assigned.drone();
            lease = stamp.lease();
        }
        if (event instanceof JobEvent.Started && stamp.lease() != null) {
            starts.putIfAbsent(stamp.lease(), now);
        }
        if (event instanceof JobEvent.Done) {
            ended = true;
        }
    }

    synchronized void noteEnd() {
        ended = true;
    }

    synchronized boolean hasEnded() {
        return ended;
    }

    synchronized Optional<String> leaseOn(String id) {
        return ended || !id.equals(drone) ? Optional.empty() : Optional.ofNullable(lease);
    }

    synchronized OptionalLong startedOtherwise(String other, long since) {
        return starts.entrySet().stream().filter(start -> !start.getKey().equals(other))
                .mapToLong(Map.Entry::getValue).filter(start -> start - since >= 0).min();
    }
}
