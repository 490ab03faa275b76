package dev.skep.standalone.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

import dev.skep.broker.BrokerAddress;
import dev.skep.embedded.EmbeddedBroker;
import dev.skep.embedded.RabbitNode;
import org.jspecify.annotations.Nullable;

/**
 * The broker that Skep runs on.
 *
 * @param kind which one, for people
 * @param address where the broker alone is measured
 * @param options what {@code skep up} is told to use it
 * @param running what must be ended
 */
record BenchBroker(String kind, BrokerAddress address, List<String> options, Optional<AutoCloseable> running) {

    private static final String LOCAL = "local";
    private static final String EMBEDDED = "embedded";

    /**
     * Starts a broker, or takes the named one.
     *
     * @param wanted a URI, {@code local} or {@code embedded}; null for the best that is here
     */
    static BenchBroker start(@Nullable String wanted, Path directory) throws IOException {
        var choice = wanted == null ? RabbitNode.installed().isPresent() ? LOCAL : EMBEDDED : wanted;
        return switch (choice) {
            case LOCAL -> local(RabbitNode.start(directory.resolve("rabbitmq")));
            case EMBEDDED -> embedded(EmbeddedBroker.start(directory.resolve("floor-broker")));
            default -> new BenchBroker("the RabbitMQ named", new BrokerAddress(choice), List.of("--rabbitmq", choice),
                    Optional.empty());
        };
    }

    private static BenchBroker local(RabbitNode node) {
        return new BenchBroker("a private node of the installed rabbitmq-server", new BrokerAddress(node.uri()),
                List.of("--rabbitmq", node.uri()), Optional.of(node));
    }

    /** Skep's own is inside its process and not to be had: the broker alone is measured on another of the kind. */
    private static BenchBroker embedded(EmbeddedBroker twin) {
        return new BenchBroker("the embedded broker", new BrokerAddress(twin.uri()), List.of(), Optional.of(twin));
    }

    /** The product and version, as the broker says it. */
    String product() throws IOException {
        try (var connection = address.connectionFactory().newConnection("bench")) {
            var says = connection.getServerProperties();
            return says.get("product") + " " + says.get("version");
        } catch (TimeoutException e) {
            throw new IOException("the broker did not answer in time", e);
        }
    }
}
