package dev.skep.broker;

import java.util.Map;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Envelope;
import org.jspecify.annotations.Nullable;

/**
 * A message as a consumer got it, with where it came from: all that is kept of one that nobody can use.
 *
 * @param queue the queue that it was taken from
 * @param exchange the exchange that it was sent to
 * @param key its routing key
 * @param type its own idea of its type; null without one
 * @param redrives how often it was sent again after nobody could use it
 * @param redrive the name of the round in which it was sent again last; null when it was not
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
public record Received(String queue, String exchange, String key, @Nullable String type, int redrives,
        @Nullable String redrive, byte[] body) {

    /** A message as the plain client delivers it from this queue. */
    public static Received of(String queue, Envelope envelope, BasicProperties properties, byte[] body) {
        return of(queue, envelope.getExchange(), envelope.getRoutingKey(), properties.getType(),
                properties.getHeaders(), body);
    }

    /**
     * A message by its parts.
     *
     * @param headers the headers that came with it; null without any
     */
    public static Received of(String queue, String exchange, String key, @Nullable String type,
            @Nullable Map<String, ? extends @Nullable Object> headers, byte[] body) {
        var all = headers == null ? Map.<String, Object>of() : headers;
        var redrives = all.get(DeadMessage.REDRIVES_HEADER) instanceof Number number ? number.intValue() : 0;
        var redrive = all.get(DeadMessage.REDRIVE_HEADER);
        return new Received(queue, exchange, key, type, redrives, redrive == null ? null : redrive.toString(), body);
    }
}
