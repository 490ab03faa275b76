package dev.skep.broker;

import dev.skep.testing.BrokerTest;
import dev.skep.testing.TestBroker;
import org.junit.jupiter.api.Test;

import static dev.skep.testing.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

@BrokerTest(faults = true)
class BrokerRestartTest {

    /**
     * One test for both deaths: RabbitMQ 3.10 may not bring back a quorum queue that is killed within a second of its first
     * declaration, so the orderly restart comes first.
     */
    @Test
    void losesNothingWhenTheBrokerIsRestartedAndThenKilled(TestBroker broker) throws Exception {
        var topology = new Topology(broker.namespace());
        try (var publisher = new ConfirmedPublisher(new BrokerAddress(broker.uri()), topology, "test")) {
            await().until(publisher::isUp);
            var beforeRestart = SteadyPublishing.start(publisher, topology);
            broker.node().stop();
            broker.node().restart();
            takesAll(broker, topology, beforeRestart.finish());

            var beforeKill = SteadyPublishing.start(publisher, topology);
            broker.node().kill();
            broker.node().restart();
            takesAll(broker, topology, beforeKill.finish());
        }
    }

    private static void takesAll(TestBroker broker, Topology topology, int count) throws Exception {
        assertThat(Events.take(broker, topology, count)).isEqualTo(Events.numbers(count));
    }
}
