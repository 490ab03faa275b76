package dev.skep.drone.docker;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes containers away, with all that runs in them. */
final class Removal {

    private static final Logger log = LoggerFactory.getLogger(Removal.class);
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private Removal() {}

    /** Returns when the container is gone, or when it is clear that it cannot be removed, which is then logged. */
    static void of(Engine engine, String container) {
        try {
            if (!isGone(engine, container)) {
                log.warn("container {} is still being removed: look for it with docker ps -a", container);
            }
        } catch (RuntimeException e) {
            log.warn("container {} could not be removed: do so with docker rm -f", container, e);
        }
    }

    private static boolean isGone(Engine engine, String container) {
        var until = System.nanoTime() + LIMIT.toNanos();
        while (System.nanoTime() - until < 0) {
            try {
                engine.ask(engine.client().removeContainerCmd(container).withForce(true).withRemoveVolumes(true));
                return true;
            } catch (NotFoundException gone) {
                return true;
            } catch (ConflictException beingRemoved) { // it removes itself when it ends
                LockSupport.parkNanos(LOOK_AGAIN_NANOS);
            }
        }
        return false;
    }
}
