package dev.skep.gateway.drone;

import dev.skep.testing.BrokerKind;
import dev.skep.testing.BrokerTest;
import dev.skep.testing.TestBroker;

@BrokerTest(BrokerKind.EMBEDDED)
class SweeperOnEmbeddedBrokerTest extends SweeperContract {

    SweeperOnEmbeddedBrokerTest(TestBroker broker) {
        super(broker);
    }
}
