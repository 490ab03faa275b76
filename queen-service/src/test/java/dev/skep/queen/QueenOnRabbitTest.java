package dev.skep.queen;

import dev.skep.testing.BrokerTest;
import dev.skep.testing.TestBroker;

@BrokerTest
class QueenOnRabbitTest extends QueenContract {

    QueenOnRabbitTest(TestBroker broker) {
        super(broker);
    }
}
