package dev.skep.standalone.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeoutException;

import dev.skep.broker.BrokerAddress;
import dev.skep.broker.Topology;
import dev.skep.embedded.EmbeddedBroker;
import dev.skep.embedded.RabbitNode;
import org.jspecify.annotations.Nullable;

/**
 * The broker that Skep runs on.
 *
 * @param kind which one, for people
 * @param address where the broker alone is measured
 * @param upOptions what {@code skep up} is told to use it
 * @param end ends it, or takes away what Skep left on it
 */
record BenchBroker(String kind, BrokerAddress address, List<String> upOptions, AutoCloseable end) {

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
            case EMBEDDED -> embedded(EmbeddedBroker.start(directory.resolve("broker")));
            default -> named(new BrokerAddress(choice));
        };
    }

    private static BenchBroker local(RabbitNode node) {
        return new BenchBroker("a private node of the installed rabbitmq-server", new BrokerAddress(node.uri()),
                List.of("--rabbitmq", node.uri()), node);
    }

    /** Skep's own is inside its process and not to be had: the broker alone is measured on another of the kind. */
    private static BenchBroker embedded(EmbeddedBroker twin) {
        return new BenchBroker("the embedded broker", new BrokerAddress(twin.uri()), List.of(), twin);
    }

    /** Others may use it too: everything is under a namespace of its own, and deleted afterwards. */
    private static BenchBroker named(BrokerAddress address) {
        var topology = new Topology("skep-bench-" + UUID.randomUUID());
        return new BenchBroker("the RabbitMQ named", address,
                List.of("--rabbitmq", address.uri(), "--namespace", topology.namespace()),
                () -> delete(address, topology));
    }

    /** What all services share; drones, queens and gateways take their own queues with them. */
    private static void delete(BrokerAddress address, Topology topology) throws IOException, TimeoutException {
        try (var connection = address.connectionFactory().newConnection("end of bench");
                var channel = connection.createChannel()) {
            for (var queue : List.of(topology.jobsNew(), topology.eventsStatus(), topology.eventsLog(),
                    topology.dead())) {
                channel.queueDelete(queue);
            }
            for (var exchange : List.of(topology.jobs(), topology.events(), topology.control(), topology.live(),
                    topology.dead())) {
                channel.exchangeDelete(exchange);
            }
        }
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
