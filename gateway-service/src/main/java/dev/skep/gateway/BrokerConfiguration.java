package dev.skep.gateway;

import java.io.IOException;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.TimeoutException;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;
import dev.skep.broker.BrokerAddress;
import dev.skep.broker.Burials;
import dev.skep.broker.ConfirmedPublisher;
import dev.skep.broker.Topology;
import dev.skep.gateway.drone.QueenQueue;
import dev.skep.gateway.job.BrokerForgot;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.core.AcknowledgeMode;
import org.springframework.amqp.rabbit.config.DirectRabbitListenerContainerFactory;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static java.util.Objects.requireNonNull;

/** The gateway's ways to the broker: a connection to consume and one to publish, so that neither can stop the other. */
@Configuration
class BrokerConfiguration {

    private static final int STATUS_PREFETCH = 1000;
    private static final int LOG_PREFETCH = 100;
    private static final int LIVE_PREFETCH = 250;
    private static final long RETRY_MILLIS = 500;

    private final Topology topology;
    private final BrokerAddress address;
    private final ApplicationEventPublisher events;
    private final String instance = UUID.randomUUID().toString().substring(0, 8);

    BrokerConfiguration(GatewayProperties properties, ApplicationEventPublisher events) {
        this.events = events;
        this.topology = new Topology(properties.namespace());
        this.address = new BrokerAddress(properties.rabbitmqUri());
    }

    @Bean
    Topology topology() {
        return topology;
    }

    /** This gateway's own name on the broker. */
    @Bean
    String instance() {
        return instance;
    }

    @Bean
    BrokerAddress brokerAddress() {
        return address;
    }

    /** This gateway's own queue. */
    @Bean
    String liveQueue() {
        return topology.live(instance);
    }

    @Bean
    ConfirmedPublisher publisher() {
        return new ConfirmedPublisher(address, topology, "gateway " + instance + " publishing");
    }

    @Bean
    Burials burials(ConfirmedPublisher publisher, InstantSource clock) {
        return new Burials(publisher, clock);
    }

    @Bean
    ConnectionFactory consuming() {
        var factory = new CachingConnectionFactory(address.connectionFactory());
        factory.setConnectionNameStrategy(f -> "gateway " + instance + " consuming");
        factory.addConnectionListener(connection -> declare(requireNonNull(requireNonNull(connection).getDelegate())));
        return factory;
    }

    private void declare(Connection connection) {
        var forgot = !knowsQuestions(connection);
        Topology.declare(connection, channel -> topology.declareGateway(channel, instance));
        if (forgot) {
            Thread.ofVirtual().name("broker forgot").start(() -> events.publishEvent(new BrokerForgot()));
        }
    }

    /** Nobody but gateways declares the queue of questions. */
    private boolean knowsQuestions(Connection connection) {
        try (var channel = connection.createChannel()) {
            channel.queueDeclarePassive(topology.questions());
            return true;
        } catch (IOException | ShutdownSignalException | TimeoutException e) {
            return !(e.getCause() instanceof ShutdownSignalException answer
                    && answer.getReason() instanceof AMQP.Channel.Close close
                    && close.getReplyCode() == AMQP.NOT_FOUND);
        }
    }

    @Bean
    QueenQueue queenQueue(ConnectionFactory consuming) {
        var broker = new RabbitTemplate(consuming);
        return () -> {
            try {
                return Long.valueOf(0).equals(broker.execute(channel -> channel.messageCount(topology.jobsNew())));
            } catch (AmqpException away) {
                return false;
            }
        };
    }

    @Bean
    DirectRabbitListenerContainerFactory statusContainers(ConnectionFactory consuming) {
        return containers(consuming, AcknowledgeMode.MANUAL, STATUS_PREFETCH);
    }

    @Bean
    DirectRabbitListenerContainerFactory logContainers(ConnectionFactory consuming) {
        return containers(consuming, AcknowledgeMode.MANUAL, LOG_PREFETCH);
    }

    @Bean
    DirectRabbitListenerContainerFactory liveContainers(ConnectionFactory consuming) {
        return containers(consuming, AcknowledgeMode.AUTO, LIVE_PREFETCH);
    }

    private static DirectRabbitListenerContainerFactory containers(ConnectionFactory consuming, AcknowledgeMode mode,
            int prefetch) {
        var factory = new DirectRabbitListenerContainerFactory();
        factory.setConnectionFactory(consuming);
        factory.setAcknowledgeMode(mode);
        factory.setPrefetchCount(prefetch);
        factory.setMessageConverter(new BytesOnly());
        factory.setDefaultRequeueRejected(true);
        factory.setMissingQueuesFatal(false);
        factory.setFailedDeclarationRetryInterval(RETRY_MILLIS);
        factory.setRecoveryInterval(RETRY_MILLIS);
        return factory;
    }
}
