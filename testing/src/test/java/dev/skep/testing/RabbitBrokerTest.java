package dev.skep.testing;

@BrokerTest
class RabbitBrokerTest implements BrokerContract {}
