package dev.skep.broker;

import dev.skep.testing.BrokerTest;

@BrokerTest
class RabbitMqTest implements ConfirmedPublisherContract, TopologyContract {}
