package dev.skep.drone;

import dev.skep.testing.BrokerKind;
import dev.skep.testing.BrokerTest;
import dev.skep.testing.TestBroker;

@BrokerTest(BrokerKind.EMBEDDED)
class SpoolOnEmbeddedBrokerTest extends SpoolContract {

    SpoolOnEmbeddedBrokerTest(TestBroker broker) {
        super(broker);
    }
}
