package dev.skep.gateway.dead;

import dev.skep.testing.BrokerKind;
import dev.skep.testing.BrokerTest;
import dev.skep.testing.TestBroker;

@BrokerTest(BrokerKind.EMBEDDED)
class DeadMessagesOnEmbeddedBrokerTest extends DeadMessagesContract {

    DeadMessagesOnEmbeddedBrokerTest(TestBroker broker) {
        super(broker);
    }
}
