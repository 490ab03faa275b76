package dev.skep.drone.spool;

import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

import dev.skep.drone.spool.Track.Found;
import org.jspecify.annotations.Nullable;

/** What of a track has still to be sent, and what the broker has not confirmed. Its lane guards it. */
final class Backlog {

    private final Track track;
    private final Runnable onConfirm;
    private Place next;
    /** From this number on nothing was sent yet. */
    private long unsent;
    private final NavigableMap<Long, Place> again = new TreeMap<>();
    private final NavigableSet<Long> open = new TreeSet<>();
    /** What is being read once more; null when it is the next for the first time. */
    private @Nullable Long repeated;
    private boolean queued;
    private boolean paused;
    private boolean refused;

    /**
     * All that comes to the track from now on has to be sent.
     *
     * @param onConfirm told each time the broker has confirmed something
     */
    Backlog(Track track, Runnable onConfirm) {
        this.track = track;
        this.onConfirm = onConfirm;
        this.next = track.end();
        this.unsent = track.last() + 1;
    }

    Track track() {
        return track;
    }

    void tellOfConfirm() {
        onConfirm.run();
    }

    /** The numbers below this one are confirmed, as far as they were to be sent. */
    long confirmedBelow() {
        var first = track.last() < unsent ? Long.MAX_VALUE : unsent;
        if (!again.isEmpty()) {
            first = Math.min(first, again.firstKey());
        }
        return open.isEmpty() ? first : Math.min(first, open.first());
    }

    private boolean hasMore() {
        return !again.isEmpty() || track.last() >= unsent;
    }

    /** Whether it should be queued; from now on it is. */
    boolean queue() {
        if (queued || paused || !hasMore() || (refused && !open.isEmpty())) {
            return false;
        }
        queued = true;
        return true;
    }

    /** Where to read what is to be sent now. It is not queued any more. */
    Place next() {
        queued = false;
        repeated = again.isEmpty() ? null : again.firstKey();
        return repeated == null ? next : again.firstEntry().getValue();
    }

    /**
     * Notes what was read there: it is on its way now.
     *
     * @return false when what was wanted cannot be read any more, and another entry must not be sent in its place
     */
    boolean sends(Found found) {
        var seq = found.entry().seq();
        if (repeated != null) {
            again.remove(repeated);
            if (repeated != seq) {
                return false;
            }
        } else {
            next = found.after();
            unsent = seq + 1;
        }
        return open.add(seq);
    }

    /**
     * Nothing can be read there.
     *
     * @param last the number of the track's last entry before it was tried
     */
    void nothing(long last) {
        if (repeated != null) {
            again.remove(repeated);
        } else {
            unsent = last + 1;
        }
    }

    void confirmed(Found found) {
        open.remove(found.entry().seq());
        refused = false;
    }

    /**
     * It is sent again after a pause, and nothing else until the broker has taken it.
     *
     * @return whether a pause begins
     */
    boolean refused(Found found) {
        open.remove(found.entry().seq());
        again.put(found.entry().seq(), found.at());
        refused = true;
        var begins = !paused;
        paused = true;
        return begins;
    }

    /** Whether the broker has refused something, and taken nothing since. */
    boolean isRefused() {
        return refused;
    }

    void goOn() {
        paused = false;
    }

    /** Sends these once more, but for those that are on their way. */
    void repeat(Map<Long, Place> places) {
        places.forEach((seq, place) -> {
            if (!open.contains(seq)) {
                again.putIfAbsent(seq, place);
            }
        });
    }
}
