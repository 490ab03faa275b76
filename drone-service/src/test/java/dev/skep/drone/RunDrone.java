package dev.skep.drone;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import dev.skep.broker.BrokerAddress;
import dev.skep.broker.Topology;
import dev.skep.seal.Keyring;
import org.springframework.util.unit.DataSize;

/** A drone that can be killed. */
final class RunDrone {

    private RunDrone() {}

    /** Takes the broker's address, the namespace and the drone's home. */
    public static void main(String[] arguments) throws Exception {
        start(arguments[0], arguments[1], Path.of(arguments[2]));
        Thread.currentThread().join();
    }

    /** A drone in a process of its own. */
    static Process fork(String broker, String namespace, Path home) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(java, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp",
                System.getProperty("java.class.path"), RunDrone.class.getName(), broker, namespace, home.toString())
                .inheritIO().start();
    }

    static Drone start(String broker, String namespace, Path home) {
        var settings = new DroneSettings("d", 1, 100, home, Map.of(), List.of(), Duration.ofSeconds(1),
                Duration.ofMinutes(5), Duration.ofSeconds(2), null, false, DataSize.ofMegabytes(256),
                List.of("process"));
        return Drone.start(settings, new BrokerAddress(broker), new Topology(namespace), Keyring.parse(""));
    }
}
