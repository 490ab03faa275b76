package dev.skep.gateway.history;

import java.nio.charset.StandardCharsets;

import dev.skep.message.JobEvent;
import dev.skep.message.WireFormat;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * One event as the store has it: the very JSON that came over the broker.
 *
 * @param id job, attempt, lease and number: what makes the event unique
 * @param type its type, such as {@code job:done}
 * @param json the event
 */
@Document("events")
public record StoredEvent(@Id String id, String type, String json) {

    static StoredEvent of(JobEvent event) {
        var stamp = event.stamp();
        return new StoredEvent(AttemptHistory.id(stamp.job(), stamp.attempt(), stamp.lease(), stamp.seq()),
                WireFormat.typeOf(event), new String(WireFormat.encode(event), StandardCharsets.UTF_8));
    }

    /** The event itself. */
    public JobEvent event() {
        return (JobEvent) WireFormat.decode(json.getBytes(StandardCharsets.UTF_8));
    }
}
