package dev.skep.drone.process;

import java.time.Duration;

/**
 * A moment after which something is ended.
 *
 * @param nanoTime the moment, by {@link System#nanoTime}
 * @param passed what to say when it has passed, for people
 */
public record Deadline(long nanoTime, String passed) {

    /** So long from now. */
    public static Deadline in(Duration time, String passed) {
        return new Deadline(System.nanoTime() + time.toNanos(), passed);
    }

    /** Whichever comes first. */
    public Deadline orEarlier(Deadline other) {
        return other.nanoTime - nanoTime < 0 ? other : this;
    }

    /** Nanoseconds until then; none or fewer when it has passed. */
    public long remaining() {
        return nanoTime - System.nanoTime();
    }
}
