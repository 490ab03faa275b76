package dev.skep.broker;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.GetResponse;
import org.jspecify.annotations.Nullable;

/**
 * A message that nobody could use, as it lies in the dead queue: put there by a consumer, or by the broker, which gives up
 * one that was delivered too often.
 *
 * @param message the message, and where it came from; empty names where that is not known
 * @param reason what is wrong with it, for people
 * @param at when it was put there; null where that is not known
 */
public record DeadMessage(Received message, String reason, @Nullable Instant at) {

    static final String REDRIVES_HEADER = "x-skep-redrives";
    static final String REDRIVE_HEADER = "x-skep-redrive";
    private static final String EXCHANGE_HEADER = "x-skep-exchange";
    private static final String KEY_HEADER = "x-skep-key";
    private static final String QUEUE_HEADER = "x-skep-queue";
    private static final String AT_HEADER = "x-skep-at";
    /** All properties of a message must fit into one frame; a longer text ends the connection. */
    private static final int REASON_LENGTH = 1000;
    private static final int WORD_LENGTH = 60;

    /** The message that lies in the dead queue. */
    public static DeadMessage of(GetResponse got) {
        var properties = got.getProps();
        var headers = properties.getHeaders() == null ? Map.<String, Object>of() : properties.getHeaders();
        var byBroker = ByBroker.in(headers);
        if (byBroker != null) {
            return new DeadMessage(Received.of(byBroker.queue, byBroker.exchange, byBroker.key, properties.getType(),
                    headers, got.getBody()), byBroker.reason, null);
        }
        return new DeadMessage(
                Received.of(text(headers, QUEUE_HEADER), text(headers, EXCHANGE_HEADER), text(headers, KEY_HEADER),
                        properties.getType(), headers, got.getBody()),
                text(headers, Topology.REASON_HEADER), time(text(headers, AT_HEADER)));
    }

    /** What the broker notes of a message that it gave up. */
    private record ByBroker(String queue, String exchange, String key, String reason) {

        /** The latest such note; null where a consumer buried the message, which came from its queue later. */
        static @Nullable ByBroker in(Map<String, Object> headers) {
            if (headers.containsKey(Topology.REASON_HEADER) || !(headers.get("x-death") instanceof List<?> deaths)
                    || deaths.isEmpty() || !(deaths.getFirst() instanceof Map<?, ?> death)) {
                return null;
            }
            var key = death.get("routing-keys") instanceof List<?> keys && !keys.isEmpty() ? keys.getFirst() : "";
            return new ByBroker(text(death, "queue"), text(death, "exchange"), String.valueOf(key),
                    "the broker gave it up: " + text(death, "reason"));
        }
    }

    private static String text(Map<?, ?> table, String name) {
        var value = table.get(name);
        return value == null ? "" : value.toString();
    }

    private static @Nullable Instant time(String text) {
        try {
            return text.isEmpty() ? null : Instant.parse(text);
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** How it lies in the dead queue. */
    BasicProperties properties() {
        var headers = new HashMap<String, Object>();
        headers.put(Topology.REASON_HEADER, cut(reason, REASON_LENGTH));
        headers.put(EXCHANGE_HEADER, message.exchange());
        headers.put(KEY_HEADER, message.key());
        headers.put(QUEUE_HEADER, message.queue());
        headers.put(REDRIVES_HEADER, message.redrives());
        if (message.redrive() != null) {
            headers.put(REDRIVE_HEADER, cut(message.redrive(), WORD_LENGTH));
        }
        if (at != null) {
            headers.put(AT_HEADER, at.toString());
        }
        return properties(headers);
    }

    /** How it is sent to where it came from, once more. */
    BasicProperties again(String redrive) {
        return properties(Map.of(REDRIVES_HEADER, message.redrives() + 1, REDRIVE_HEADER, redrive));
    }

    private BasicProperties properties(Map<String, Object> headers) {
        var type = message.type();
        return new BasicProperties.Builder().contentType("application/json")
                .type(type == null ? null : cut(type, WORD_LENGTH)).deliveryMode(2).headers(headers).build();
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most) + "…";
    }
}
