package dev.skep.drone.docker;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import dev.skep.drone.process.Mark;

/** All processes of a command in a container. */
record Family(Warden warden, Mark mark, ContainerOutput output) {

    private static final Duration AFTER_KILL = Duration.ofSeconds(2);
    private static final long SHORTEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long LONGEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(200);

    /**
     * Asks all to end, and after the grace makes them.
     *
     * @return whether none is left
     */
    boolean end(Duration grace) {
        try {
            return end("TERM", grace) || end("KILL", AFTER_KILL);
        } catch (IOException unanswered) {
            return false;
        }
    }

    private boolean end(String signal, Duration time) throws IOException {
        var until = System.nanoTime() + time.toNanos();
        var told = new HashSet<String>();
        for (var pause = SHORTEST_PAUSE;; pause = Math.min(2 * pause, LONGEST_PAUSE)) {
            var found = warden.signal(signal, output.shell(), mark, told);
            if (found.isEmpty() && output.exited().isDone()) { // before that there is one, though not to be found yet
                return true;
            }
            if (System.nanoTime() - until > 0) {
                return false;
            }
            told.addAll(found);
            LockSupport.parkNanos(pause);
        }
    }
}
