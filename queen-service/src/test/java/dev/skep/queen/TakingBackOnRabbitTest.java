package dev.skep.queen;

import dev.skep.testing.BrokerTest;
import dev.skep.testing.TestBroker;

@BrokerTest
class TakingBackOnRabbitTest extends TakingBackContract {

    TakingBackOnRabbitTest(TestBroker broker) {
        super(broker);
    }
}
