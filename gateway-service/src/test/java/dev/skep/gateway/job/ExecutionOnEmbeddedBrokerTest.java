package dev.skep.gateway.job;

import dev.skep.testing.BrokerKind;
import dev.skep.testing.BrokerTest;
import dev.skep.testing.TestBroker;

@BrokerTest(BrokerKind.EMBEDDED)
class ExecutionOnEmbeddedBrokerTest extends ExecutionContract {

    ExecutionOnEmbeddedBrokerTest(TestBroker broker) {
        super(broker);
    }
}
