package dev.skep.drone.process;

import java.time.Duration;
import java.util.List;

/**
 * How processes are ended, whatever runs them: all of a family are asked at the same time; who is left after the grace, or
 * comes later, is killed, again and again until there is none. Each place of a job has one, which keeps account of who was
 * told what. Several threads may end the same processes at once: nobody is asked twice, and no grace follows another.
 */
public final class KillRecipe {

    private final Duration grace;
    /** Guards what follows. */
    private final Told told = new Told();
    private boolean accounting;
    private int accounts;

    /** @param grace how long processes have between being asked to end and being killed */
    public KillRecipe(Duration grace) {
        this.grace = grace;
    }

    /**
     * What came of it.
     *
     * @param left the ids of those that live
     * @param ended whether none is left, and none can come
     */
    public record Outcome(List<Long> left, boolean ended) {}

    /**
     * Ends a part, such as one command. No account tells of that, unless all are being ended at the same time: then the part
     * belongs to them.
     */
    public Outcome end(Family part) {
        var pursuit = new Pursuit(part, told, () -> false);
        var outcome = pursuit.run(grace);
        synchronized (told) {
            if (!accounting) {
                told.forget(pursuit.seen());
            }
        }
        return outcome;
    }

    /** How many accounts were given so far. */
    public int accounts() {
        synchronized (told) {
            return accounts;
        }
    }

    /**
     * Ends all, and keeps account of it from now on. What began after an account was given is not touched for a reason from
     * before.
     *
     * @param since {@link #accounts} when the reason for it came up
     */
    public Outcome endAll(Family all, int since) {
        synchronized (told) {
            accounting |= accounts == since;
        }
        return new Pursuit(all, told, () -> accounts() != since).run(grace);
    }

    /**
     * Gives account of the ending of all, which is over with it.
     *
     * @param left what {@link #endAll} has left
     */
    public Evidence account(List<Long> left) {
        synchronized (told) {
            accounts++;
            accounting = false;
            return new Evidence(told.take(), left);
        }
    }
}
