package dev.skep.drone;

import dev.skep.testing.BrokerKind;
import dev.skep.testing.BrokerTest;
import dev.skep.testing.TestBroker;

@BrokerTest(BrokerKind.EMBEDDED)
class DroneOnEmbeddedBrokerTest extends DroneContract {

    DroneOnEmbeddedBrokerTest(TestBroker broker) {
        super(broker);
    }
}
