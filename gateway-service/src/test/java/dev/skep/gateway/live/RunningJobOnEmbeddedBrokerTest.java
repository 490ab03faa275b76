package dev.skep.gateway.live;

import dev.skep.testing.BrokerKind;
import dev.skep.testing.BrokerTest;
import dev.skep.testing.TestBroker;

@BrokerTest(BrokerKind.EMBEDDED)
class RunningJobOnEmbeddedBrokerTest extends RunningJobContract {

    RunningJobOnEmbeddedBrokerTest(TestBroker broker) {
        super(broker);
    }
}
