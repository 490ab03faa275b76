package dev.skep.queen;

import dev.skep.testing.BrokerKind;
import dev.skep.testing.BrokerTest;
import dev.skep.testing.TestBroker;

@BrokerTest(BrokerKind.RABBITMQ)
class PoisonOnRabbitTest extends PoisonContract {

    PoisonOnRabbitTest(TestBroker broker) {
        super(broker);
    }
}
