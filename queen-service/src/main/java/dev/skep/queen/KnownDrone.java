package dev.skep.queen;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import dev.skep.message.DroneInfo;
import dev.skep.message.Execution;
import dev.skep.message.Needs;
import org.jspecify.annotations.Nullable;

/** A drone with what it holds. */
final class KnownDrone {

    /** A drone with a free slot takes what is in its queue at once; what it has not taken by then is not there. */
    private static final Duration TAKEN_BY_THEN = Duration.ofSeconds(10);

    /** What it was sent and has not begun, by lease, in the order of its queue. */
    private final Map<String, Sent> sent = new LinkedHashMap<>();
    private final Set<String> begun = new HashSet<>();
    private DroneInfo info;
    private Instant heard;
    /** Since when each heartbeat has shown a free slot; null after one that did not. */
    private @Nullable Instant freeSince;
    /** Whether all that may wait in its queue is known: not so at first, as another queen may have sent it jobs. */
    private boolean queueKnown;

    private record Sent(Needs needs, Instant at) {}

    KnownDrone(DroneInfo info, Instant heard) {
        this.info = info;
        this.heard = heard;
    }

    /** What was sent to an earlier incarnation still waits in the drone's queue, which outlives it. */
    void inherit(KnownDrone earlier) {
        sent.putAll(earlier.sent);
        queueKnown = earlier.queueKnown;
    }

    /** Takes in a heartbeat; what it holds is another matter. */
    void hear(DroneInfo next, Instant now) {
        info = next;
        heard = now;
        if (next.free() == 0) {
            freeSince = null;
        } else if (freeSince == null) {
            freeSince = now;
        }
    }

    /** Whether this would change anything for placing jobs, beside what the drone holds. */
    boolean offersSame(DroneInfo other) {
        return offer(info).equals(offer(other));
    }

    private static DroneInfo offer(DroneInfo info) {
        return new DroneInfo(info.drone(), info.incarnation(), Instant.EPOCH, info.state(), info.speed(),
                info.capacity(), List.of(), List.of(), info.plugins(), info.executors(), info.vcs(), info.keys(),
                info.labels());
    }

    /** The leases of what it had begun and says no more. */
    List<String> over() {
        var running = info.running().stream().map(Execution::lease).toList();
        return begun.stream().filter(lease -> !running.contains(lease)).toList();
    }

    /** The leases of what went into another queen's hands, or was lost with a queue: it must not count for ever. */
    List<String> neverTaken(Instant now) {
        var limit = now.minus(TAKEN_BY_THEN);
        return freeSince == null || freeSince.isAfter(limit)
                ? List.of()
                : sent.entrySet().stream().filter(entry -> !entry.getValue().at().isAfter(limit))
                        .map(Map.Entry::getKey).toList();
    }

    void send(String lease, Needs needs, Instant at) {
        sent.put(lease, new Sent(needs, at));
    }

    void begin(String lease) {
        sent.remove(lease);
        begun.add(lease);
    }

    void release(String lease) {
        sent.remove(lease);
        begun.remove(lease);
    }

    void queueIsKnown() {
        queueKnown = true;
    }

    /** The leases of what it runs. */
    Set<String> begun() {
        return begun;
    }

    String id() {
        return info.drone();
    }

    String incarnation() {
        return info.incarnation();
    }

    int held() {
        return sent.size() + begun.size();
    }

    DroneLoad load(Instant now) {
        return new DroneLoad(info, held(), Duration.between(heard, now).toMillis());
    }

    /** Its queue, if jobs wait or may wait there: while it has a free slot, it takes them by itself. */
    Stream<Fleet.Queue> queue() {
        var busy = info.state() == DroneInfo.State.READY && begun.size() >= info.capacity();
        var waiting = sent.values().stream().map(Sent::needs).toList();
        return busy && (!queueKnown || !waiting.isEmpty())
                ? Stream.of(new Fleet.Queue(id(), waiting, queueKnown, (double) held() / info.capacity()))
                : Stream.of();
    }
}
