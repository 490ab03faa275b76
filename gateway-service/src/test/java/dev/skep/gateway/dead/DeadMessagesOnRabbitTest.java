package dev.skep.gateway.dead;

import dev.skep.testing.BrokerKind;
import dev.skep.testing.BrokerTest;
import dev.skep.testing.TestBroker;

@BrokerTest(BrokerKind.RABBITMQ)
class DeadMessagesOnRabbitTest extends DeadMessagesContract {

    DeadMessagesOnRabbitTest(TestBroker broker) {
        super(broker);
    }
}
