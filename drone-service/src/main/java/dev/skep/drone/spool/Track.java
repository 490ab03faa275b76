package dev.skep.drone.spool;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongPredicate;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What of one execution goes through one lane, by rising numbers, in segments: the oldest are deleted when the store has
 * all that is in them.
 */
final class Track {

    /** No entry. */
    static final long NONE = -1;

    private static final Logger log = LoggerFactory.getLogger(Track.class);

    private final TrackFiles files;
    private final long segmentBytes;
    /** Guards the segments and all that is in them. */
    private final ReentrantLock lock = new ReentrantLock();
    private final NavigableMap<Long, Segment> segments = new TreeMap<>();
    private volatile long last = NONE;
    private volatile long bytes;
    private boolean over;

    /** @param segmentBytes how long a segment grows before the next one begins */
    Track(TrackFiles files, long segmentBytes) {
        this.files = files;
        this.segmentBytes = segmentBytes;
    }

    /** An entry, where it is, and where the next one will be. */
    record Found(Entry entry, Place at, Place after) {}

    /**
     * Takes up what an earlier start of the drone left.
     *
     * @return the last entry; null when there is none
     */
    @Nullable
    Entry takeUp() throws IOException {
        var found = files.found();
        for (var segment = found.pollLastEntry(); segment != null; segment = found.pollLastEntry()) {
            var entry = segment.getValue().cutTail();
            if (entry != null) {
                segments.putAll(found);
                segments.put(segment.getKey(), segment.getValue());
                last = entry.seq();
                count();
                return entry;
            }
            segment.getValue().delete();
        }
        return null;
    }

    /** The number of its first entry that is still kept; {@link #NONE} without any. */
    long first() {
        lock.lock();
        try {
            return segments.isEmpty() ? NONE : segments.firstKey();
        } finally {
            lock.unlock();
        }
    }

    /** The number of its last entry; {@link #NONE} when there never was one. */
    long last() {
        return last;
    }

    /** How much room it takes on disk. */
    long bytes() {
        return bytes;
    }

    /** @throws IOException when there is no room on the disk; then the entry is not kept */
    void append(Entry entry) throws IOException {
        lock.lock();
        try {
            current(entry.seq()).append(entry);
            last = entry.seq();
            count();
        } finally {
            lock.unlock();
        }
    }

    private Segment current(long seq) {
        var newest = segments.lastEntry();
        if (newest != null && newest.getValue().bytes() < segmentBytes) {
            return newest.getValue();
        }
        if (newest != null) {
            newest.getValue().release();
        }
        var fresh = files.segment(seq);
        segments.put(seq, fresh);
        return fresh;
    }

    /** Keeps an entry in memory when there is no room on the disk, and those that follow. */
    void appendAnyhow(Entry entry) {
        lock.lock();
        try {
            append(entry);
        } catch (IOException e) {
            log.warn("{}: what follows is kept in memory. Make room on the disk: {}", files, e.toString());
            var failed = segments.get(entry.seq());
            if (failed != null) {
                failed.delete();
            }
            var inMemory = new MemorySegment();
            inMemory.append(entry);
            segments.put(entry.seq(), inMemory);
            last = entry.seq();
        } finally {
            lock.unlock();
        }
    }

    private void count() {
        bytes = segments.values().stream().mapToLong(Segment::bytes).sum();
    }

    /** The place after the last entry. */
    Place end() {
        lock.lock();
        try {
            var newest = segments.lastEntry();
            return newest == null ? Place.START : new Place(newest.getKey(), newest.getValue().end());
        } finally {
            lock.unlock();
        }
    }

    /** The first entry from this place on that can be read; null at the end. */
    @Nullable
    Found read(Place place) {
        lock.lock();
        try {
            var at = place;
            while (true) {
                var segment = segments.get(at.segment());
                if (segment != null && at.offset() < segment.end()) {
                    var found = read(segment, at);
                    if (found != null) {
                        return found;
                    }
                }
                var next = segments.higherKey(at.segment());
                if (next == null) {
                    return null;
                }
                if (segment != null) {
                    segment.release();
                }
                at = new Place(next, 0);
            }
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Found read(Segment segment, Place at) {
        try {
            var item = segment.read(at.offset());
            return new Found(item.entry(), at, new Place(at.segment(), item.next()));
        } catch (IOException e) {
            log.warn("{}: something cannot be read, and is lost unless it was sent: {}", files, e.toString());
            return null;
        } finally {
            if (over) {
                segment.release();
            }
        }
    }

    /**
     * Looks for entries.
     *
     * @param from no number below this one is wanted
     * @param most how many at most
     * @return where they are, by their numbers
     */
    NavigableMap<Long, Place> find(long from, LongPredicate wanted, int most) {
        var found = new TreeMap<Long, Place>();
        for (var first : segmentsFrom(from)) {
            if (found.size() < most) {
                find(first, wanted, most, found);
            }
        }
        return found;
    }

    private List<Long> segmentsFrom(long seq) {
        lock.lock();
        try {
            var with = segments.floorKey(seq);
            return new ArrayList<>(with == null ? segments.keySet() : segments.tailMap(with).keySet());
        } finally {
            lock.unlock();
        }
    }

    /** One segment at a time, so that whoever writes does not wait for long. */
    private void find(long first, LongPredicate wanted, int most, NavigableMap<Long, Place> found) {
        lock.lock();
        try {
            var segment = segments.get(first);
            for (var at = 0L; segment != null && at < segment.end() && found.size() < most;) {
                var head = segment.head(at);
                if (wanted.test(head.seq())) {
                    found.put(head.seq(), new Place(first, at));
                }
                at = head.next();
            }
        } catch (IOException e) {
            log.warn("{}: something cannot be read, and is lost unless it was sent: {}", files, e.toString());
        } finally {
            releaseUnlessNewest(first);
            lock.unlock();
        }
    }

    private void releaseUnlessNewest(long first) {
        var segment = segments.get(first);
        if (segment != null && (over || first != segments.lastKey())) {
            segment.release();
        }
    }

    /** Forgets what is in segments that have nothing else than numbers below this one. */
    void forgetBelow(long seq) {
        lock.lock();
        try {
            while (segments.size() > 1 && segments.higherKey(segments.firstKey()) <= seq) {
                segments.pollFirstEntry().getValue().delete();
            }
            count();
        } finally {
            lock.unlock();
        }
    }

    /** Forgets everything. */
    void forgetAll() {
        lock.lock();
        try {
            segments.values().forEach(Segment::delete);
            segments.clear();
            count();
        } finally {
            lock.unlock();
        }
    }

    /** Nothing more comes: no file stays open. */
    void close() {
        lock.lock();
        try {
            over = true;
            segments.values().forEach(Segment::release);
        } finally {
            lock.unlock();
        }
    }
}
