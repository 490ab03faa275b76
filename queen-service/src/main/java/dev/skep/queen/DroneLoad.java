package dev.skep.queen;

import dev.skep.message.DroneInfo;

/**
 * A drone as the placement sees it.
 *
 * @param info its last word
 * @param held how many jobs it runs or has waiting, the ones just sent to it included
 * @param heartbeatAgeMillis how old its last word is
 */
record DroneLoad(DroneInfo info, int held, long heartbeatAgeMillis) {

    /** Two heartbeats and some patience. */
    private static final long SILENT_MILLIS = 6000;

    String id() {
        return info.drone();
    }

    /** Whether it takes jobs, and is there to take them. */
    boolean ready() {
        return info.state() == DroneInfo.State.READY && !isSilent();
    }

    /** Whether its heartbeats stay away: it may be gone. */
    boolean isSilent() {
        return heartbeatAgeMillis > SILENT_MILLIS;
    }

    boolean paused() {
        return info.state() == DroneInfo.State.PAUSED;
    }

    int speed() {
        return info.speed();
    }

    int capacity() {
        return info.capacity();
    }

    boolean hasOpenCapacity() {
        return held < capacity();
    }

    /** Whether one more job may go there, be it to wait. */
    boolean hasRoom(Ahead ahead) {
        return held < ahead.most(capacity());
    }

    /** Jobs held for each job that it can run at once. */
    double relativeQueue() {
        return (double) held / capacity();
    }

    DroneLoad withOneMore() {
        return new DroneLoad(info, held + 1, heartbeatAgeMillis);
    }
}
