package dev.skep.drone;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import dev.skep.broker.BrokerAddress;
import dev.skep.broker.Topology;
import dev.skep.message.DroneInfo.State;
import dev.skep.message.DroneOrder;
import dev.skep.message.WireFormat;
import dev.skep.testing.BrokerTest;
import dev.skep.testing.Patience;
import dev.skep.testing.TestBroker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

@BrokerTest
class DrainedProcessTest {

    @Test
    void endsWellWhenTheDroneHasLeft(TestBroker broker, @TempDir Path directory) throws Exception {
        var topology = new Topology(broker.namespace());
        var output = directory.resolve("output").toFile();
        var builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx128m",
                "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
                DroneApplication.class.getName()).redirectErrorStream(true).redirectOutput(output);
        builder.environment().put("SKEP_RABBITMQ_URI", broker.uri());
        builder.environment().put("SKEP_NAMESPACE", broker.namespace());
        builder.environment().put("SKEP_DRONE_ID", "d");
        builder.environment().put("SKEP_DRONE_SPEED", "100");
        builder.environment().put("SKEP_DRONE_HOME", directory.resolve("home").toString());
        var process = builder.start();
        try (var others = new Others(new BrokerAddress(broker.uri()), topology)) {
            others.awaitReady();

            others.publish(topology.control(), "d", WireFormat.encode(new DroneOrder.Drain("ada")));

            var ended = process.waitFor(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
            assertThat(ended).as(Files.readString(output.toPath())).isTrue();
            assertThat(process.exitValue()).isZero();
            Patience.await().until(() -> others.lastInfo().state() == State.GONE);
        } finally {
            process.destroyForcibly();
        }
    }
}
