package dev.skep.queen;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

import dev.skep.message.DroneInfo;
import dev.skep.message.DroneLost;
import dev.skep.message.DronePresence;
import dev.skep.message.Echo;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches over the drones: suspects, probes, and says which of them are lost.
 *
 * <ul>
 * <li>A drone is suspected when its token falls to a queen, or its heartbeat is overdue.
 * <li>A suspected drone is probed, by a question that the broker returns when the drone has no connection. Returned twice,
 * some moments apart, means that it is lost now.
 * <li>A drone that has a connection and is silent is lost when its lease on life has passed.
 * <li>Nothing is said while the broker may be the one that is ill: while the queen's own messages do not come back to her,
 * for a while after they do again, and where all drones lose their connections at once. Then only silence counts, from
 * that time on.
 * </ul>
 */
final class Vigil {

    /** How long a drone that has a connection may be silent. */
    static final Duration LEASE = Duration.ofSeconds(15);
    /** A little more than the longest time between two heartbeats. */
    static final Duration OVERDUE = Duration.ofSeconds(3);
    /** The broker takes a dead connection's queue away a moment after it has passed its token on. */
    static final Duration FIRST_CHECK = Duration.ofMillis(30);
    /** Time for a drone that is alive to connect again. */
    static final Duration RECHECK = Duration.ofMillis(130);
    /** How often a drone is probed whose token fell. */
    private static final int DOUBTS = 3;
    /** Connections that end within this time end at once. */
    private static final Duration AT_ONCE = Duration.ofSeconds(2);
    /** How old the last echo may be. */
    private static final Duration ECHO_AGE = Duration.ofSeconds(4);
    /** Time for all to connect again after the broker was away. */
    static final Duration SETTLING = Duration.ofSeconds(10);

    private static final Logger log = LoggerFactory.getLogger(Vigil.class);

    /** What the vigil does. */
    interface Hands {
        /** Asks a drone to speak up; completes with false when it has no connection to the broker. */
        CompletableFuture<Boolean> probe(String drone);

        /** Sends the queen a message of her own, with this number. */
        void echo(long number);

        /** Waits for the drone's token, or ceases to. */
        void watch(String drone, boolean on);

        /** Tells everybody. */
        void lost(DroneLost lost);
    }

    private final Hands hands;
    private final InstantSource clock;
    private final BiConsumer<Duration, Runnable> later;
    private final Map<String, Watched> drones = new TreeMap<>();
    /** When each message of her own was sent that may still come back in time. */
    private final NavigableMap<Long, Instant> echoes = new TreeMap<>();
    private long lastEcho;
    /** When the last that came back was sent: it may have lain here for long, unread, while this process stood still. */
    private Instant echoed;
    private Instant settled;
    private boolean trusting = true;

    private static final class Watched {
        final String incarnation;
        Instant heard;
        /** Since when its connection is known to be gone; null when it is not. */
        @Nullable
        Instant gone;
        boolean probing;
        /** How often it is to be probed again, whatever the answer. */
        int doubts;
        /** Whether its connection ended together with all others: that may have been the broker's doing. */
        boolean onlySilenceCounts;

        Watched(String incarnation, Instant heard) {
            this.incarnation = incarnation;
            this.heard = heard;
        }
    }

    Vigil(Hands hands, InstantSource clock) {
        this(hands, clock, (delay, step) -> CompletableFuture
                .delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS).execute(step));
    }

    /** @param later runs what it is given after so long */
    Vigil(Hands hands, InstantSource clock, BiConsumer<Duration, Runnable> later) {
        this.hands = hands;
        this.clock = clock;
        this.later = later;
        this.echoed = clock.instant();
        this.settled = clock.instant();
    }

    /** A heartbeat. */
    synchronized void on(DroneInfo info) {
        if (info.state() == DroneInfo.State.GONE) {
            forget(info.drone(), info.incarnation());
            return;
        }
        var known = drones.get(info.drone());
        if (known != null && known.incarnation.equals(info.incarnation())) {
            known.heard = clock.instant();
            known.gone = null;
            known.onlySilenceCounts = false;
            return;
        }
        drones.put(info.drone(), new Watched(info.incarnation(), clock.instant()));
        hands.watch(info.drone(), true);
    }

    /**
     * Somebody found it lost.
     *
     * @return whether nothing has been heard of it, or of another start of it, since
     */
    synchronized boolean on(DroneLost lost) {
        forget(lost.drone(), lost.incarnation());
        return !drones.containsKey(lost.drone());
    }

    private void forget(String drone, String incarnation) {
        var known = drones.get(drone);
        if (known != null && known.incarnation.equals(incarnation)) {
            drones.remove(drone);
            hands.watch(drone, false);
        }
    }

    /** A token that no drone holds any more. */
    synchronized void on(DronePresence fallen) {
        var known = drones.get(fallen.drone());
        if (known != null && known.incarnation.equals(fallen.incarnation())) {
            known.doubts = DOUBTS;
            probeLater(FIRST_CHECK, fallen.drone(), known);
        }
    }

    /** The queen's own message came back. */
    synchronized void on(Echo own) {
        var sent = echoes.get(own.number());
        if (sent == null) {
            return; // too late
        }
        echoed = sent;
        echoes.headMap(own.number(), true).clear();
        if (!trusting && !isTooOld(echoed)) {
            trusting = true;
            log.info("The broker passes messages on again: drones have some time to speak up");
            beginAnew();
        }
    }

    /** The queen connected anew: what was missed meanwhile says nothing of the drones. */
    synchronized void beginAnew() {
        var now = clock.instant();
        settled = now.plus(SETTLING);
        drones.values().forEach(drone -> {
            drone.heard = now;
            drone.gone = null;
        });
    }

    /** Looks at the time; to be called about once a second. */
    synchronized void look() {
        var now = clock.instant();
        if (trusting && isTooOld(echoed)) {
            trusting = false;
            log.warn("The broker does not pass messages on: no drone is held to be lost for that");
        }
        echoes.values().removeIf(this::isTooOld);
        echoes.put(++lastEcho, now);
        hands.echo(lastEcho);
        if (!trusting) {
            return;
        }
        Map.copyOf(drones).forEach((id, drone) -> {
            if (drone.heard.isBefore(now.minus(LEASE))) {
                lose(id, drone, "nothing was heard of drone " + id + " for " + LEASE.toSeconds() + " s");
            } else if (drone.heard.isBefore(now.minus(OVERDUE))) {
                probe(id, drone);
            }
        });
    }

    private boolean isTooOld(Instant echo) {
        return echo.isBefore(clock.instant().minus(ECHO_AGE));
    }

    private void probe(String id, Watched drone) {
        if (!drone.probing && trusting) {
            drone.probing = true;
            hands.probe(id).thenAccept(there -> probed(id, drone, there));
        }
    }

    private synchronized void probed(String id, Watched drone, boolean there) {
        drone.probing = false;
        drone.doubts--;
        if (there) {
            drone.gone = null;
        } else if (drone.gone == null) {
            drone.gone = clock.instant();
            drone.doubts = Math.max(drone.doubts, 1);
        } else {
            connectionHasEnded(id, drone);
            return;
        }
        if (drone.doubts > 0) {
            probeLater(RECHECK, id, drone);
        }
    }

    private void probeLater(Duration delay, String id, Watched drone) {
        later.accept(delay, () -> probeNow(id, drone));
    }

    private synchronized void probeNow(String id, Watched drone) {
        if (drone.doubts > 0 && drones.get(id) == drone) {
            probe(id, drone);
        }
    }

    private void connectionHasEnded(String id, Watched drone) {
        var now = clock.instant();
        if (drones.get(id) != drone || drone.onlySilenceCounts || !trusting || now.isBefore(settled)) {
            return;
        }
        if (drones.size() > 1 && drones.values().stream().allMatch(other -> wentWith(other, drone))) {
            log.warn("All {} drones lost their connections at once: that may be the broker, so only silence counts",
                    drones.size());
            drones.values().forEach(other -> {
                other.heard = now;
                other.onlySilenceCounts = true;
            });
            return;
        }
        lose(id, drone, "the connection of drone " + id + " has ended");
    }

    private static boolean wentWith(Watched other, Watched drone) {
        return other.gone != null && drone.gone != null
                && Duration.between(other.gone, drone.gone).abs().compareTo(AT_ONCE) < 0;
    }

    private void lose(String id, Watched drone, String reason) {
        log.warn("Drone {} is lost: {}", id, reason);
        forget(id, drone.incarnation);
        hands.lost(new DroneLost(id, drone.incarnation, clock.instant(), reason));
    }
}
