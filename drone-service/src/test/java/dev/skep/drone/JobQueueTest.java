package dev.skep.drone;

import java.nio.file.Path;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import dev.skep.broker.BrokerAddress;
import dev.skep.broker.BrokerLink;
import dev.skep.broker.ConfirmedPublisher;
import dev.skep.broker.Topology;
import dev.skep.drone.job.Events;
import dev.skep.message.JobEvent;
import dev.skep.message.WireFormat;
import dev.skep.testing.BrokerKind;
import dev.skep.testing.BrokerTest;
import dev.skep.testing.Patience;
import dev.skep.testing.TestBroker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

@BrokerTest(BrokerKind.EMBEDDED)
class JobQueueTest {

    private final AtomicInteger refused = new AtomicInteger();
    private final Events events = new Events();

    @Test
    void takesAJobAgainForWhichTheMachineHadNoThread(TestBroker broker, @TempDir Path directory) throws Exception {
        var address = new BrokerAddress(broker.uri());
        var topology = new Topology(broker.namespace());
        refused.set(2);
        try (var threads = Executors.newCachedThreadPool();
                var timer = Executors.newSingleThreadScheduledExecutor();
                var publisher = new ConfirmedPublisher(address, topology, "status");
                var sender = address.connectionFactory().newConnection()) {
            Executor scarce = task -> {
                if (refused.getAndDecrement() > 0) {
                    throw new OutOfMemoryError("unable to create native thread");
                }
                threads.execute(task);
            };
            var slots = new Slots(1, Workshops.withoutCode(directory, events, threads, timer), scarce, run -> {},
                    () -> {});
            var queue = new JobQueue("d", topology, slots, new PatientPublisher(publisher), threads);
            try (var link = new BrokerLink(address, "jobs", queue::on); var channel = sender.createChannel()) {
                Patience.await().until(link::isUp);
                channel.basicPublish(topology.jobs(), "d", null, WireFormat.encode(Runs.ofJob("j", "l")));

                Patience.await().until(() -> events.all().stream().anyMatch(JobEvent.Done.class::isInstance));

                assertThat(refused).hasNegativeValue();
                assertThat(slots.free()).isOne();
                Patience.await().until(() -> channel.messageCount(topology.drone("d")) == 0);
                assertThat(channel.messageCount(topology.dead())).isZero();
            }
        }
    }
}
