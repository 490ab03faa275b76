package dev.skep.gateway.live;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

import dev.skep.gateway.history.AttemptHistory;
import dev.skep.gateway.history.EventPosition;
import dev.skep.gateway.history.History;
import dev.skep.message.JobEvent;
import org.springframework.stereotype.Component;

/**
 * Reads what was written in an attempt, by commands and between them, byte for byte, chunk by chunk: a log is never in
 * memory as a whole.
 */
@Component
class LogReader {

    private static final int EVENTS_A_READ = 32;

    private final History history;

    LogReader(History history) {
        this.history = history;
    }

    /** Writes the bytes from {@code from} to before {@code to}, as far as they are stored. */
    void copy(AttemptHistory attempt, long from, long to, OutputStream out) throws IOException {
        copy(attempt, new EventPosition(attempt.attempt(), -1), from, to, out);
    }

    /** Writes what came after this event, as far as it is stored. */
    void copyAfter(AttemptHistory attempt, EventPosition place, OutputStream out) throws IOException {
        copy(attempt, place, 0, Long.MAX_VALUE, out);
    }

    private void copy(AttemptHistory attempt, EventPosition after, long from, long to, OutputStream out)
            throws IOException {
        var place = after;
        while (true) {
            var entries = history.after(List.of(attempt), place, EVENTS_A_READ);
            for (var entry : entries) {
                place = entry.position();
                if (entry.stored().event() instanceof JobEvent.Log chunk) {
                    var output = chunk.output();
                    if (output.offset() >= to) {
                        return;
                    }
                    var bytes = output.bytes();
                    var first = Math.clamp(from - output.offset(), 0, bytes.length);
                    var last = Math.clamp(to - output.offset(), 0, bytes.length);
                    out.write(bytes, first, last - first);
                }
            }
            if (entries.size() < EVENTS_A_READ) {
                return;
            }
        }
    }
}
