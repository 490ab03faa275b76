package dev.skep.standalone;

import dev.skep.testing.BrokerKind;
import dev.skep.testing.BrokerTest;

@BrokerTest(BrokerKind.RABBITMQ)
class EndToEndOnRabbitMqTest extends EndToEnd {}
