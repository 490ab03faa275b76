package dev.skep.queen;

import java.time.InstantSource;
import java.util.UUID;

import com.rabbitmq.client.Connection;
import dev.skep.broker.BrokerAddress;
import dev.skep.broker.Burials;
import dev.skep.broker.ConfirmedPublisher;
import dev.skep.broker.Topology;
import org.springframework.amqp.core.AcknowledgeMode;
import org.springframework.amqp.rabbit.config.DirectRabbitListenerContainerFactory;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static java.util.Objects.requireNonNull;

/** The queen and her ways to the broker: a connection each to consume, to publish, to watch over drones and to take jobs back. */
@Configuration
class QueenConfiguration {

    private static final int REPORTS_PREFETCH = 500;
    private static final long RETRY_MILLIS = 500;

    private final Topology topology;
    private final BrokerAddress address;
    private final String id = "queen-" + UUID.randomUUID().toString().substring(0, 8);

    QueenConfiguration(QueenProperties properties) {
        this.topology = new Topology(properties.namespace());
        this.address = new BrokerAddress(properties.rabbitmqUri());
    }

    @Bean
    Topology topology() {
        return topology;
    }

    /** This queen's own queue. */
    @Bean
    String reportsQueue() {
        return topology.queen(id);
    }

    @Bean
    ConfirmedPublisher publisher() {
        return new ConfirmedPublisher(address, topology, id + " publishing");
    }

    @Bean
    Burials burials(ConfirmedPublisher publisher) {
        return new Burials(publisher, InstantSource.system());
    }

    @Bean
    Post post(ConfirmedPublisher publisher) {
        return new Post(id, publisher, topology, InstantSource.system());
    }

    @Bean
    TakeBack takeBack(Post post) {
        return new TakeBack(address, topology, post, id + " taking back");
    }

    @Bean
    Queen queen(Post post, TakeBack takeBack, QueenProperties properties) {
        return new Queen(post, takeBack, properties.ahead(), InstantSource.system());
    }

    @Bean
    DroneWatch droneWatch(Post post) {
        return new DroneWatch(address, topology, post, id + " watching");
    }

    @Bean
    ConnectionFactory consuming(Queen queen) {
        var factory = new CachingConnectionFactory(address.connectionFactory());
        factory.setConnectionNameStrategy(f -> id + " consuming");
        factory.addConnectionListener(
                connection -> begin(requireNonNull(requireNonNull(connection).getDelegate()), queen));
        return factory;
    }

    private void begin(Connection connection, Queen queen) {
        Topology.declare(connection, channel -> topology.declareQueen(channel, id));
        connection.addShutdownListener(cause -> queen.lostConnection());
    }

    @Bean
    DirectRabbitListenerContainerFactory jobContainers(ConnectionFactory consuming) {
        return containers(consuming, AcknowledgeMode.MANUAL, Queen.WAITING_JOBS);
    }

    @Bean
    DirectRabbitListenerContainerFactory reportContainers(ConnectionFactory consuming) {
        return containers(consuming, AcknowledgeMode.AUTO, REPORTS_PREFETCH);
    }

    private static DirectRabbitListenerContainerFactory containers(ConnectionFactory consuming, AcknowledgeMode mode,
            int prefetch) {
        var factory = new DirectRabbitListenerContainerFactory();
        factory.setConnectionFactory(consuming);
        factory.setAcknowledgeMode(mode);
        factory.setPrefetchCount(prefetch);
        factory.setMessageConverter(new BytesOnly());
        factory.setMissingQueuesFatal(false);
        factory.setFailedDeclarationRetryInterval(RETRY_MILLIS);
        factory.setRecoveryInterval(RETRY_MILLIS);
        return factory;
    }
}
