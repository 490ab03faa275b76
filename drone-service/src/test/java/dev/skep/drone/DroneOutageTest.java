package dev.skep.drone;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import dev.skep.broker.BrokerAddress;
import dev.skep.broker.Topology;
import dev.skep.drone.checkout.git.Origin;
import dev.skep.message.JobData;
import dev.skep.message.JobEvent;
import dev.skep.message.JobRun;
import dev.skep.message.JobType;
import dev.skep.message.Ref;
import dev.skep.message.Repo;
import dev.skep.message.Trigger;
import dev.skep.message.Vcs;
import dev.skep.message.WireFormat;
import dev.skep.seal.Keyring;
import dev.skep.testing.BrokerTest;
import dev.skep.testing.Patience;
import dev.skep.testing.TestBroker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;

@BrokerTest(faults = true)
class DroneOutageTest {

    @Test
    void losesNothingWhenTheBrokerDiesUnderARunningJob(TestBroker broker, @TempDir Path directory) throws Exception {
        var address = new BrokerAddress(broker.uri());
        var topology = new Topology(broker.namespace());
        var settings = new DroneSettings("d", 1, 100, directory.resolve("home"), Map.of(), List.of(),
                Duration.ofSeconds(20),
                Duration.ofMinutes(1), Duration.ofSeconds(2), null, false, DataSize.ofMegabytes(256),
                List.of("process"));
        var drone = Drone.start(settings, address, topology, Keyring.parse(""));
        try (var origin = Origin.in(directory.resolve("origin"))) {
            origin.commit("skep.yml",
                    "test: i=0; while [ $i -lt 12 ]; do i=$((i+1)); echo $i; sleep 0.1; done; cp skep.yml "
                            + directory.resolve("ended"));
            try (var others = new Others(address, topology)) {
                others.send(job(origin, topology));
                Patience.await().until(() -> others.of(JobEvent.CommandStdout.class).count() > 2);
                var queue = topology.drone("d") + "\t0\t0";
                assertThat(
                        broker.node().rabbitmqctl("-q", "list_queues", "name", "messages", "messages_unacknowledged"))
                        .as("the job is acked while it runs").contains(queue);
                broker.node().kill();
            }
            Patience.await().until(() -> directory.resolve("ended").toFile().exists());
            broker.node().restart();

            var events = eventsOfTheJob(address, topology);
            assertThat(events.keySet()).containsExactlyElementsOf(
                    LongStream.rangeClosed(2, events.lastKey()).boxed().toList());
            assertThat(logOf(events.values())).isEqualTo(
                    String.join("\n", IntStream.rangeClosed(1, 12).mapToObj(Integer::toString).toList()) + "\n");
        } finally {
            drone.close();
        }
    }

    /** Far more than may be on its way at a time, or in memory. */
    @Test
    void keepsOnDiskWhatAJobWritesWhileTheBrokerIsAway(TestBroker broker, @TempDir Path directory) throws Exception {
        var address = new BrokerAddress(broker.uri());
        var topology = new Topology(broker.namespace());
        var settings = DroneSettings.of("d", 1, directory.resolve("home"));
        var drone = Drone.start(settings, address, topology, Keyring.parse(""));
        try (var origin = Origin.in(directory.resolve("origin"))) {
            origin.commit("skep.yml",
                    "test:\n- echo begun; while [ -e skep.yml ]; do sleep 0.1; done\n- seq 1 4000000; touch "
                            + directory.resolve("ended"));
            try (var others = new Others(address, topology)) {
                others.send(job(origin, topology));
                Patience.await().until(() -> others.of(JobEvent.CommandStdout.class).count() > 0);
                broker.node().kill();
            }
            var before = heapInUse();
            Files.delete(checkout(directory));
            Patience.await().until(() -> directory.resolve("ended").toFile().exists());
            assertThat(heapInUse() - before).as("more heap in use").isLessThan(25_000_000);
            broker.node().restart();

            var events = eventsOfTheJob(address, topology);

            var log = logOf(events.values());
            assertThat(log).hasSizeGreaterThan(30_000_000);
            assertThat(log.hashCode()).isEqualTo(expected().hashCode());
            assertThat(events.keySet()).containsExactlyElementsOf(
                    LongStream.rangeClosed(2, events.lastKey()).boxed().toList());
        } finally {
            drone.close();
        }
    }

    private static String expected() {
        var log = new StringBuilder("begun\n");
        IntStream.rangeClosed(1, 4_000_000).forEach(line -> log.append(line).append('\n'));
        return log.toString();
    }

    private static Path checkout(Path directory) throws IOException {
        try (var files = Files.walk(directory.resolve("home/work"))) {
            return files.filter(file -> file.endsWith("skep.yml")).findFirst().orElseThrow();
        }
    }

    private static long heapInUse() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static JobRun job(Origin origin, Topology topology) {
        var trigger = new Trigger(Trigger.MANUAL, null, null, Instant.EPOCH, null, new Trigger.Ui("p"));
        return Runs.of(JobData.plain("j", "p", JobType.TEST, Repo.open(origin.url(), Vcs.GIT), Ref.DEFAULT,
                trigger, null), topology.namespace());
    }

    /** What a gateway finds in the durable queues, by number; some may have come twice. */
    private static NavigableMap<Long, JobEvent> eventsOfTheJob(BrokerAddress address, Topology topology)
            throws Exception {
        var events = new TreeMap<Long, JobEvent>();
        var factory = address.connectionFactory();
        // A node that has just come back may time out over a queue, and ends the connection over it.
        Patience.await().ignoreExceptions().until(() -> {
            try (var connection = factory.newConnection(); var channel = connection.createChannel()) {
                for (var queue : List.of(topology.eventsStatus(), topology.eventsLog())) {
                    for (var next = channel.basicGet(queue, true); next != null; next = channel.basicGet(queue, true)) {
                        if (WireFormat.decode(next.getBody()) instanceof JobEvent event) {
                            events.put(event.stamp().seq(), event);
                        }
                    }
                }
                return !events.isEmpty() && events.lastEntry().getValue() instanceof JobEvent.Done done
                        && done.stamp().seq() == events.size() + 1;
            }
        });
        return events;
    }

    private static String logOf(Iterable<JobEvent> events) {
        var log = new StringBuilder();
        for (var event : events) {
            if (event instanceof JobEvent.Log output) {
                log.append(new String(output.output().bytes(), StandardCharsets.UTF_8));
            }
        }
        return log.toString();
    }
}
