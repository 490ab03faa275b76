package dev.skep.drone.spool;

import java.nio.file.Path;

/**
 * What the spools of a drone share.
 *
 * @param drone the drone's id
 * @param limit how much is kept of one execution, in bytes
 * @param status where events go that tell where jobs are
 * @param output where the others go
 */
record Setup(String drone, long limit, Lane status, Lane output) {

    private static final int SEGMENTS = 16;
    private static final long LEAST_SEGMENT = 64 * 1024;
    private static final long MOST_SEGMENT = 4 * 1024 * 1024;

    Track statusTrack(Path directory) {
        return track(directory, "status");
    }

    Track outputTrack(Path directory) {
        return track(directory, "output");
    }

    private Track track(Path directory, String name) {
        return new Track(new TrackFiles(directory, name),
                Math.clamp(limit / SEGMENTS, LEAST_SEGMENT, MOST_SEGMENT));
    }
}
