package dev.skep.testing;

@BrokerTest(BrokerKind.EMBEDDED)
class EmbeddedBrokerTest implements BrokerContract {}
