package dev.skep.gateway.drone;

import dev.skep.testing.BrokerKind;
import dev.skep.testing.BrokerTest;
import dev.skep.testing.TestBroker;

@BrokerTest(BrokerKind.RABBITMQ)
class SweeperOnRabbitTest extends SweeperContract {

    SweeperOnRabbitTest(TestBroker broker) {
        super(broker);
    }
}
