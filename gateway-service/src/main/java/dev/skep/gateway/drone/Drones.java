package dev.skep.gateway.drone;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import dev.skep.gateway.job.Fence;
import dev.skep.gateway.job.Recovery;
import dev.skep.gateway.problem.Problem;
import dev.skep.message.DroneInfo;
import dev.skep.message.DroneLost;
import jakarta.annotation.PreDestroy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.retry.RetryException;
import org.springframework.core.retry.RetryOperations;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** The drones that were heard of lately, by this gateway. */
@Component
public class Drones {

    private static final Logger log = LoggerFactory.getLogger(Drones.class);
    private static final int MOST_OVER = 1000;
    private static final Duration FORGOTTEN_AFTER = Duration.ofSeconds(60);

    private final Recovery recovery;
    private final Fence fence;
    private final Set<String> checking = ConcurrentHashMap.newKeySet();
    private final RetryOperations whileTheStoreIsAway;
    private final InstantSource clock;
    private final ConcurrentMap<String, Seen> seen = new ConcurrentHashMap<>();
    /** The incarnations that others followed: bounded, and only the newest matter. */
    private final Map<String, Boolean> over = Collections.synchronizedMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MOST_OVER;
        }
    });
    private final ExecutorService recoverer = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("recover").daemon().factory());

    private final ConcurrentMap<String, CompletableFuture<Seen>> awaited = new ConcurrentHashMap<>();

    /** The last word of a drone, and when it came. */
    record Seen(DroneInfo info, Instant at) {}

    Drones(Recovery recovery, Fence fence, RetryOperations whileTheStoreIsAway, InstantSource clock) {
        this.recovery = recovery;
        this.fence = fence;
        this.whileTheStoreIsAway = whileTheStoreIsAway;
        this.clock = clock;
    }

    /** A heartbeat. A drone that is new, or new again, has lost what it ran before. */
    public void on(DroneInfo info) {
        if (isOver(info.incarnation())) {
            return; // a late word of it
        }
        var before = info.state() == DroneInfo.State.GONE
                ? seen.remove(info.drone())
                : seen.put(info.drone(), new Seen(info, clock.instant()));
        var waiting = awaited.remove(info.drone());
        if (waiting != null) {
            waiting.complete(new Seen(info, clock.instant()));
        }
        var isNew = before == null || !before.info.incarnation().equals(info.incarnation());
        if (isNew) {
            if (before != null) {
                over.put(before.info.incarnation(), true);
            }
            recoverer.execute(() -> recover(info));
        }
        if (!info.running().isEmpty() && checking.add(info.drone())) {
            recoverer.execute(() -> check(info));
        }
    }

    /** Heartbeats come again: one that cannot be checked is left. */
    private void check(DroneInfo info) {
        try {
            checking.remove(info.drone());
            fence.on(info);
        } catch (DataAccessException e) {
            log.debug("What drone {} runs cannot be checked now: {}", info.drone(), e.getMessage());
        }
    }

    private boolean isOver(String incarnation) {
        return over.containsKey(incarnation);
    }

    /** A drone is gone. */
    public void on(DroneLost lost) {
        seen.computeIfPresent(lost.drone(),
                (drone, last) -> last.info.incarnation().equals(lost.incarnation()) ? null : last);
    }

    /** The last word of this start of the drone, if it came within so long. */
    Optional<DroneInfo> heard(@Nullable String drone, @Nullable String incarnation, Duration within) {
        return drone == null
                ? Optional.empty()
                : Optional.ofNullable(seen.get(drone))
                        .filter(last -> incarnation == null || last.info.incarnation().equals(incarnation))
                        .filter(last -> last.at.isAfter(clock.instant().minus(within))).map(Seen::info);
    }

    private void recover(DroneInfo info) {
        try {
            whileTheStoreIsAway.execute(() -> {
                recovery.droneRestarted(info);
                return true;
            });
        } catch (RetryException e) {
            log.error("The jobs that drone {} ran before could not be recovered", info.drone(), e.getCause());
        }
    }

    /** The drone, if it was heard of lately. */
    Optional<Seen> find(String drone) {
        return all().stream().filter(seen -> seen.info.drone().equals(drone)).findFirst();
    }

    /** The next word of this drone, whenever that comes. */
    CompletableFuture<Seen> next(String drone) {
        return awaited.computeIfAbsent(drone, id -> new CompletableFuture<>());
    }

    /**
     * The drone.
     *
     * @throws Problem when nobody heard of it lately
     */
    Seen get(String drone) {
        return find(drone).orElseThrow(() -> new Problem(Problem.Kind.UNKNOWN_DRONE, "id", "no drone " + drone
                + " was heard of lately: GET /api/v1/drones lists those that were"));
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
