package dev.skep.gateway.question;

import dev.skep.testing.BrokerKind;
import dev.skep.testing.BrokerTest;
import dev.skep.testing.TestBroker;

@BrokerTest(BrokerKind.EMBEDDED)
class ReceiptsOnEmbeddedBrokerTest extends ReceiptsContract {

    ReceiptsOnEmbeddedBrokerTest(TestBroker broker) {
        super(broker);
    }
}
