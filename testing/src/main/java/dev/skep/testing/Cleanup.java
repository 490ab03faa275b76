package dev.skep.testing;

import java.io.IOException;
import java.net.URISyntaxException;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.TimeoutException;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;

/**
 * Deletes what the services declare under a namespace. A broker tells nobody over AMQP what it holds, so the names are
 * repeated here; queues of single drones go with their drones.
 */
record Cleanup(String uri, String namespace) {

    private static final List<String> EXCHANGES = List.of("jobs", "events", "control", "live", "dead");
    private static final List<String> QUEUES = List.of("jobs.new", "events.status", "events.log", "dead");

    private interface Deletion {
        void on(Channel channel) throws IOException;
    }

    void run() throws IOException {
        try (var connection = factory().newConnection("cleanup of " + namespace)) {
            for (var queue : QUEUES) {
                delete(connection, channel -> channel.queueDelete(namespace + "." + queue));
            }
            for (var exchange : EXCHANGES) {
                delete(connection, channel -> channel.exchangeDelete(namespace + "." + exchange));
            }
        } catch (TimeoutException e) {
            throw new IOException(e);
        }
    }

    private ConnectionFactory factory() {
        var factory = new ConnectionFactory();
        try {
            factory.setUri(uri);
        } catch (URISyntaxException | GeneralSecurityException e) {
            throw new IllegalArgumentException(uri, e);
        }
        return factory;
    }

    /** The embedded broker closes the channel over what is not there. */
    private static void delete(Connection connection, Deletion deletion) throws IOException {
        var channel = connection.createChannel();
        try {
            deletion.on(channel);
        } catch (IOException notThere) {
            return;
        }
        channel.abort();
    }
}
