package dev.skep.drone.process;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

import dev.skep.drone.process.Family.Member;
import dev.skep.drone.process.KillRecipe.Outcome;

/** The ending of a family, from the first look to the last. */
final class Pursuit {

    /** A big process, or one on a busy machine, may take a while to die. */
    private static final Duration AFTER_KILL = Duration.ofSeconds(10);
    private static final long SHORTEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long LONGEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(200);

    private final Family family;
    private final Told told;
    private final BooleanSupplier over;
    private final Set<Long> seen = new HashSet<>();
    private boolean interrupted;

    /**
     * For those who live, and who come while it lasts.
     *
     * @param told who had which signal; whoever holds its lock may look and signal
     * @param over whether nobody is to be signalled any more
     */
    Pursuit(Family family, Told told, BooleanSupplier over) {
        this.family = family;
        this.told = told;
        this.over = over;
    }

    Outcome run(Duration grace) {
        try {
            var asked = run(Signal.TERM, grace);
            return asked.ended() ? asked : run(Signal.KILL, AFTER_KILL);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** One look that finds none may have missed a process that was just being started: it takes two, once there were some. */
    private Outcome run(Signal signal, Duration time) {
        var until = System.nanoTime() + time.toNanos();
        var sure = seen.isEmpty();
        for (var pause = SHORTEST_PAUSE;; pause = Math.min(2 * pause, LONGEST_PAUSE)) {
            var found = look(signal);
            var none = found.isEmpty() && family.isComplete();
            if (over.getAsBoolean() || (none && sure)) {
                return new Outcome(List.of(), true);
            }
            if (!none && (System.nanoTime() - until > 0 || isInVain(signal, found))) {
                return new Outcome(found.stream().map(Member::pid).toList(), false);
            }
            sure = none || seen.isEmpty();
            LockSupport.parkNanos(pause);
            interrupted |= Thread.interrupted(); // else there would be no pauses any more
        }
    }

    private List<Member> look(Signal signal) {
        synchronized (told) {
            if (over.getAsBoolean()) {
                return List.of();
            }
            var found = family.signal(signal, signal == Signal.KILL ? Set.of() : told.by(signal));
            told.add(found, signal);
            found.forEach(member -> seen.add(member.pid()));
            return found;
        }
    }

    /** Whom killing did not end, no grace ends. */
    private boolean isInVain(Signal signal, List<Member> found) {
        synchronized (told) {
            var killed = told.by(Signal.KILL);
            return signal == Signal.TERM && !found.isEmpty()
                    && found.stream().allMatch(member -> killed.contains(member.pid()));
        }
    }

    /** The ids of all that it found. */
    Set<Long> seen() {
        return seen;
    }
}
