package dev.skep.testing;

import java.io.IOException;
import java.util.UUID;

import dev.skep.embedded.RabbitNode;

/**
 * A broker to test with. Others may use it at the same time, but not its namespace: every name that a test declares starts
 * with it. What the services declare under it is deleted after the test.
 */
public final class TestBroker implements AutoCloseable {

    private static final int NAME_LENGTH = 8;

    private final RunningBroker broker;
    private final String namespace = "test-" + UUID.randomUUID().toString().substring(0, NAME_LENGTH);

    TestBroker(RunningBroker broker) {
        this.broker = broker;
    }

    /** Where it is, with user and password. */
    public String uri() {
        return broker.uri();
    }

    /** The first word of every name, for this test alone. */
    public String namespace() {
        return namespace;
    }

    public BrokerKind kind() {
        return broker.kind();
    }

    /** The node, to stop and kill. Only for classes that say {@link BrokerTest#faults()}. */
    public RabbitNode node() {
        if (broker.own() != null) {
            return broker.own();
        }
        throw new IllegalStateException("others use this broker too: say @BrokerTest(faults = true)");
    }

    @Override
    public void close() throws IOException {
        if (broker.own() == null) {
            new Cleanup(broker.uri(), namespace).run();
        }
    }
}
