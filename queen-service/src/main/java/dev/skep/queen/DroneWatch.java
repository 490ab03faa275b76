package dev.skep.queen;

import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;

import dev.skep.broker.BrokerAddress;
import dev.skep.broker.Topology;
import dev.skep.message.DroneInfo;
import dev.skep.message.DroneLost;
import dev.skep.message.Echo;

/** The {@link Vigil} with its ways to the broker. */
final class DroneWatch implements AutoCloseable {

    private final Presences presences;
    private final Vigil vigil;

    DroneWatch(BrokerAddress address, Topology topology, Post post, String name) {
        presences = new Presences(address, topology, name);
        vigil = new Vigil(new OverTheBroker(post, presences), InstantSource.system());
        presences.begin(vigil::on, vigil::beginAnew);
    }

    private record OverTheBroker(Post post, Presences presences) implements Vigil.Hands {

        @Override
        public CompletableFuture<Boolean> probe(String drone) {
            return post.probe(drone);
        }

        @Override
        public void echo(long number) {
            post.echo(number);
        }

        @Override
        public void watch(String drone, boolean on) {
            if (on) {
                presences.watch(drone);
            } else {
                presences.unwatch(drone);
            }
        }

        @Override
        public void lost(DroneLost lost) {
            post.lost(lost);
        }
    }

    void on(DroneInfo info) {
        vigil.on(info);
    }

    void on(Echo own) {
        vigil.on(own);
    }

    /** Somebody found a drone lost: its queues go, too. */
    void on(DroneLost lost) {
        if (vigil.on(lost)) {
            presences.deleteQueuesOf(lost.drone());
        }
    }

    void look() {
        vigil.look();
    }

    @Override
    public void close() {
        presences.close();
    }
}
