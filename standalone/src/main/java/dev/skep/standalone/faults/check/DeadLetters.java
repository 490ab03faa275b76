package dev.skep.standalone.faults.check;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.GetResponse;
import dev.skep.broker.Topology;
import dev.skep.standalone.faults.inject.Poison;

/** What is in the dead queue and was not meant to come there. */
final class DeadLetters {

    private static final int SHOWN = 200;

    private DeadLetters() {}

    /** Looks at all that is there, and gives it back. */
    static List<String> ofUse(Connection broker, String queue) throws IOException, TimeoutException {
        var messages = new ArrayList<String>();
        // What is not acknowledged is back in the queue when the channel is closed.
        try (var channel = broker.createChannel()) {
            for (var next = channel.basicGet(queue, false); next != null; next = channel.basicGet(queue, false)) {
                if (!Poison.isPoison(next.getBody())) {
                    messages.add(shown(next));
                }
            }
        }
        return messages;
    }

    private static String shown(GetResponse message) {
        var body = new String(message.getBody(), StandardCharsets.UTF_8);
        var headers = message.getProps().getHeaders();
        return (headers == null ? "" : headers.get(Topology.REASON_HEADER) + ": ")
                + body.substring(0, Math.min(SHOWN, body.length()));
    }
}
