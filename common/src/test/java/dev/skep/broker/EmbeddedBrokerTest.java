package dev.skep.broker;

import dev.skep.testing.BrokerKind;
import dev.skep.testing.BrokerTest;

@BrokerTest(BrokerKind.EMBEDDED)
class EmbeddedBrokerTest implements ConfirmedPublisherContract, TopologyContract, DeadMessageContract {}
