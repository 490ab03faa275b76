package dev.skep.queen;

import dev.skep.testing.BrokerKind;
import dev.skep.testing.BrokerTest;
import dev.skep.testing.TestBroker;

@BrokerTest(BrokerKind.RABBITMQ)
class DroneWatchOnRabbitTest extends DroneWatchContract {

    DroneWatchOnRabbitTest(TestBroker broker) {
        super(broker);
    }
}
