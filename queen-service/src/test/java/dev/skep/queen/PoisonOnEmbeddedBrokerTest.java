package dev.skep.queen;

import dev.skep.testing.BrokerKind;
import dev.skep.testing.BrokerTest;
import dev.skep.testing.TestBroker;

@BrokerTest(BrokerKind.EMBEDDED)
class PoisonOnEmbeddedBrokerTest extends PoisonContract {

    PoisonOnEmbeddedBrokerTest(TestBroker broker) {
        super(broker);
    }
}
