package dev.skep.gateway.dead;

import dev.skep.broker.Received;
import org.springframework.amqp.core.Message;

import static java.util.Objects.requireNonNull;

/** Where a message came from, as Spring AMQP tells it. */
public final class Origin {

    private Origin() {}

    /** The message with its origin. */
    public static Received of(Message message) {
        var properties = message.getMessageProperties();
        return Received.of(requireNonNull(properties.getConsumerQueue()),
                requireNonNull(properties.getReceivedExchange()),
                requireNonNull(properties.getReceivedRoutingKey()), properties.getType(), properties.getHeaders(),
                message.getBody());
    }
}
