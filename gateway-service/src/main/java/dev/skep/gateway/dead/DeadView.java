package dev.skep.gateway.dead;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.skep.broker.DeadMessage;
import org.jspecify.annotations.Nullable;

/**
 * A dead message as the API gives it.
 *
 * @param type its own idea of its type; null without one
 * @param reason why nobody could use it
 * @param exchange the exchange that it was sent to, under {@code key}; empty where that is not known
 * @param queue whose consumer could not use it
 * @param redrives how often it was sent again before
 * @param at when it was buried; null where that is not known
 * @param size of its body, in bytes
 * @param preview the beginning of its body, as text, without control characters
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record DeadView(@Nullable String type, String reason, String exchange, String key, String queue, int redrives,
        @Nullable Instant at, int size, String preview) {

    private static final int PREVIEW_BYTES = 500;

    static DeadView of(DeadMessage dead) {
        var message = dead.message();
        return new DeadView(message.type(), dead.reason(), message.exchange(), message.key(), message.queue(),
                message.redrives(), dead.at(), message.body().length, preview(message.body()));
    }

    /** What is cut in two, or is no text, shows as U+FFFD. */
    private static String preview(byte[] body) {
        return new String(body, 0, Math.min(body.length, PREVIEW_BYTES), StandardCharsets.UTF_8)
                .replaceAll("\\p{Cntrl}", "\uFFFD");
    }
}
