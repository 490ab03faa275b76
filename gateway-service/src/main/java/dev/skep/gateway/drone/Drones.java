package dev.skep.gateway.drone;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import dev.skep.gateway.job.Recovery;
import dev.skep.message.DroneInfo;
import jakarta.annotation.PreDestroy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.retry.RetryException;
import org.springframework.core.retry.RetryOperations;
import org.springframework.stereotype.Component;

/** The drones that were heard of lately, by this gateway. */
@Component
public class Drones {

    private static final Logger log = LoggerFactory.getLogger(Drones.class);
    private static final Duration FORGOTTEN_AFTER = Duration.ofSeconds(60);

    private final Recovery recovery;
    private final RetryOperations whileTheStoreIsAway;
    private final InstantSource clock;
    private final ConcurrentMap<String, Seen> seen = new ConcurrentHashMap<>();
    private final ExecutorService recoverer = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("recover").daemon().factory());

    /** The last word of a drone, and when it came. */
    record Seen(DroneInfo info, Instant at) {}

    Drones(Recovery recovery, RetryOperations whileTheStoreIsAway, InstantSource clock) {
        this.recovery = recovery;
        this.whileTheStoreIsAway = whileTheStoreIsAway;
        this.clock = clock;
    }

    /** A heartbeat. A drone that is new, or new again, has lost what it ran before. */
    public void on(DroneInfo info) {
        var last = seen.get(info.drone());
        if (last != null && !last.info.incarnation().equals(info.incarnation())
                && info.at().isBefore(last.info.at())) {
            return; // a late word of an earlier incarnation, by the same machine's clock
        }
        var before = info.state() == DroneInfo.State.GONE
                ? seen.remove(info.drone())
                : seen.put(info.drone(), new Seen(info, clock.instant()));
        if (before == null || !before.info.incarnation().equals(info.incarnation())) {
            recoverer.execute(() -> recover(info));
        }
    }

    private void recover(DroneInfo info) {
        try {
            whileTheStoreIsAway.execute(() -> {
                recovery.droneRestarted(info.drone(), info.incarnation());
                return true;
            });
        } catch (RetryException e) {
            log.error("The jobs that drone {} ran before could not be recovered", info.drone(), e.getCause());
        }
    }

    /** All of them, by name. */
    List<Seen> all() {
        seen.values().removeIf(drone -> drone.at.isBefore(clock.instant().minus(FORGOTTEN_AFTER)));
        return seen.values().stream().sorted(Comparator.comparing(drone -> drone.info.drone())).toList();
    }

    @PreDestroy
    void stop() {
        recoverer.shutdownNow();
    }
}
