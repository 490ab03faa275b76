package dev.skep.gateway.job;

import dev.skep.testing.BrokerKind;
import dev.skep.testing.BrokerTest;
import dev.skep.testing.TestBroker;

@BrokerTest(BrokerKind.RABBITMQ)
class ExecutionOnRabbitTest extends ExecutionContract {

    ExecutionOnRabbitTest(TestBroker broker) {
        super(broker);
    }
}
