package dev.skep.gateway.live;

import dev.skep.testing.BrokerKind;
import dev.skep.testing.BrokerTest;
import dev.skep.testing.TestBroker;

@BrokerTest(BrokerKind.RABBITMQ)
class RunningJobOnRabbitTest extends RunningJobContract {

    RunningJobOnRabbitTest(TestBroker broker) {
        super(broker);
    }
}
