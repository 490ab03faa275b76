package dev.skep.gateway.drone;

import dev.skep.testing.BrokerKind;
import dev.skep.testing.BrokerTest;
import dev.skep.testing.TestBroker;

@BrokerTest(BrokerKind.EMBEDDED)
class OrdersOnEmbeddedBrokerTest extends OrdersContract {

    OrdersOnEmbeddedBrokerTest(TestBroker broker) {
        super(broker);
    }
}
