package dev.skep.standalone;

import dev.skep.testing.BrokerKind;
import dev.skep.testing.BrokerTest;

@BrokerTest(BrokerKind.EMBEDDED)
class EndToEndOnEmbeddedBrokerTest extends EndToEnd {}
