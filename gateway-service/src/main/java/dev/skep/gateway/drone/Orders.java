package dev.skep.gateway.drone;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import dev.skep.broker.ConfirmedPublisher;
import dev.skep.broker.ConfirmedPublisher.NotAccepted;
import dev.skep.broker.Topology;
import dev.skep.gateway.drone.Drones.Seen;
import dev.skep.gateway.problem.Problem;
import dev.skep.message.DroneInfo.State;
import dev.skep.message.DroneOrder;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Brings orders to drones, straight to each one's own queue, which is there while the drone is connected. */
@Component
class Orders {

    private static final Duration BROKER_LIMIT = Duration.ofSeconds(5);
    /** A drone does what it is told, and says so, at once. */
    private static final Duration DRONE_LIMIT = Duration.ofSeconds(1);

    private final Drones drones;
    private final ConfirmedPublisher publisher;
    private final Topology topology;

    Orders(Drones drones, ConfirmedPublisher publisher, Topology topology) {
        this.drones = drones;
        this.publisher = publisher;
        this.topology = topology;
    }

    /**
     * Gives an order.
     *
     * @return the drone as it is then; as it was before when it does not answer at once
     * @throws Problem when nobody heard of the drone, when it is not connected or leaves already, or without a broker
     */
    Seen give(String drone, DroneOrder order) {
        var before = drones.get(drone);
        if (before.info().state() == State.DRAINING && !(order instanceof DroneOrder.Drain)) {
            throw new Problem(Problem.Kind.CONFLICT,
                    "drone " + drone + " is leaving, and cannot be kept: start another, or start it again");
        }
        try {
            send(drone, order);
            return awaitDone(order, before);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem(Problem.Kind.UNAVAILABLE, "the gateway is stopping: ask again in a moment");
        }
    }

    private void send(String drone, DroneOrder order) throws InterruptedException {
        if (!publisher.isUp() || publisher.isBlocked()) {
            throw new Problem(Problem.Kind.UNAVAILABLE, publisher.isUp()
                    ? "the broker is short of memory or disk: make room there, and try again"
                    : "the broker cannot be reached: try again in a moment");
        }
        try {
            publisher.offer(topology.control(), drone, order).get(BROKER_LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof NotAccepted ? notConnected(drone) : silent();
        } catch (TimeoutException e) {
            throw silent();
        }
    }

    private static Problem notConnected(String drone) {
        return new Problem(Problem.Kind.CONFLICT, "drone " + drone
                + " is not connected to the broker: start it, or see why it is not, and ask again");
    }

    private static Problem silent() {
        return new Problem(Problem.Kind.UNAVAILABLE,
                "the broker does not say that it has the order: see in a moment whether the drone got it");
    }

    private Seen awaitDone(DroneOrder order, Seen before) throws InterruptedException {
        var drone = before.info().drone();
        var end = System.nanoTime() + DRONE_LIMIT.toNanos();
        var last = before;
        while (!isDone(order, last.info().state())) {
            var next = drones.next(drone); // from now on, so that no word comes between
            last = drones.find(drone).orElse(last);
            if (!isDone(order, last.info().state())) {
                var word = await(next, end - System.nanoTime());
                if (word == null) {
                    break;
                }
                last = word;
            }
        }
        return last;
    }

    private static @Nullable Seen await(CompletableFuture<Seen> word, long nanos) throws InterruptedException {
        try {
            return word.get(nanos, TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return null;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e); // nobody lets it fail
        }
    }

    private static boolean isDone(DroneOrder order, State state) {
        return switch (order) {
            case DroneOrder.Pause pause -> state == State.PAUSED;
            case DroneOrder.Resume resume -> state == State.READY;
            case DroneOrder.Drain drain -> state == State.DRAINING || state == State.GONE;
        };
    }
}
