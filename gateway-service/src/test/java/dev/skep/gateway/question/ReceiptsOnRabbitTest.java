package dev.skep.gateway.question;

import dev.skep.testing.BrokerKind;
import dev.skep.testing.BrokerTest;
import dev.skep.testing.TestBroker;

@BrokerTest(BrokerKind.RABBITMQ)
class ReceiptsOnRabbitTest extends ReceiptsContract {

    ReceiptsOnRabbitTest(TestBroker broker) {
        super(broker);
    }
}
