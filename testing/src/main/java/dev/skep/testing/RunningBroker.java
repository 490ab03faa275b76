package dev.skep.testing;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

import dev.skep.embedded.EmbeddedBroker;
import dev.skep.embedded.RabbitNode;
import org.jspecify.annotations.Nullable;

/**
 * A broker that runs for a test class, or for all of them.
 *
 * @param end ends it; does nothing to a broker that somebody else runs
 * @param directory where it keeps its data until it is closed
 * @param own the node that belongs to one test class, which may stop it; else null
 */
record RunningBroker(BrokerKind kind, String uri, Closeable end, Path directory, @Nullable RabbitNode own)
        implements
            Closeable {

    static final String URI_VARIABLE = "SKEP_TEST_RABBITMQ_URI";

    static RunningBroker start(BrokerKind kind, boolean faults) {
        try {
            var directory = Files.createTempDirectory("skep-broker-");
            return switch (kind) {
                case EMBEDDED -> embedded(directory);
                case RABBITMQ -> rabbit(directory, faults);
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RunningBroker embedded(Path directory) throws IOException {
        var broker = EmbeddedBroker.start(directory);
        return new RunningBroker(BrokerKind.EMBEDDED, broker.uri(), broker::close, directory, null);
    }

    private static RunningBroker rabbit(Path directory, boolean faults) throws IOException {
        var named = System.getenv(URI_VARIABLE);
        if (named != null && !faults) {
            return new RunningBroker(BrokerKind.RABBITMQ, named, () -> {}, directory, null);
        }
        if (RabbitNode.installed().isEmpty()) {
            throw new AssertionError("this test needs RabbitMQ: apt-get install rabbitmq-server"
                    + (faults ? "" : ", or set " + URI_VARIABLE + " to a running one"));
        }
        var node = RabbitNode.start(directory);
        return new RunningBroker(BrokerKind.RABBITMQ, node.uri(), node::close, directory, faults ? node : null);
    }

    @Override
    public void close() throws IOException {
        end.close();
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
