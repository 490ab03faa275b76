package dev.skep.drone.spool;

import java.io.IOException;
import java.util.NavigableMap;

import org.jspecify.annotations.Nullable;

/** One of the two ways of an execution's events to the broker: a track on disk, and the lane that empties it. */
final class Way {

    private final Lane lane;
    private final Track track;
    private final Backlog backlog;

    /** What is on the track by now is not sent, unless it must be repeated. */
    Way(Lane lane, Track track, Runnable onConfirm) {
        this.lane = lane;
        this.track = track;
        this.backlog = new Backlog(track, onConfirm);
    }

    Track track() {
        return track;
    }

    /** @throws IOException when there is no room on the disk; then the entry is not kept */
    void send(Entry entry) throws IOException {
        track.append(entry);
        lane.wake(backlog);
    }

    void sendAnyhow(Entry entry) {
        track.appendAnyhow(entry);
        lane.wake(backlog);
    }

    /** The numbers below this one are confirmed, as far as they were to be sent. */
    long confirmedBelow() {
        return lane.confirmedBelow(backlog);
    }

    /** What the store lacks, and the broker has had. */
    NavigableMap<Long, Place> lost(Missing missing, long confirmedBelow, int most) {
        return track.find(missing.first(), seq -> seq < confirmedBelow && missing.has(seq), most);
    }

    void repeat(NavigableMap<Long, Place> places) {
        lane.repeat(backlog, places);
    }
}
