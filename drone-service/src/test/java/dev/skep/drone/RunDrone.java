package dev.skep.drone;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import dev.skep.broker.BrokerAddress;
import dev.skep.broker.Topology;
import dev.skep.seal.Keyring;

/** A drone in a process of its own, to be killed. */
final class RunDrone {

    private RunDrone() {}

    /** Takes the broker's address, the namespace and the drone's home. */
    public static void main(String[] arguments) throws Exception {
        start(arguments[0], arguments[1], Path.of(arguments[2]));
        Thread.currentThread().join();
    }

    static Drone start(String broker, String namespace, Path home) {
        var settings = new DroneSettings("d", 1, 100, home, Map.of(), List.of(), Duration.ofSeconds(1),
                Duration.ofMinutes(5), Duration.ofSeconds(2), null, false, List.of("process"));
        return Drone.start(settings, new BrokerAddress(broker), new Topology(namespace), Keyring.parse(""));
    }
}
