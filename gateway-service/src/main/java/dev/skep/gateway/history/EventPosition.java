package dev.skep.gateway.history;

import java.util.Comparator;
import java.util.regex.Pattern;

import dev.skep.gateway.problem.Problem;
import org.jspecify.annotations.Nullable;

/**
 * A place in a job's history: what {@code Last-Event-ID} and {@code after} take, written {@code attempt-seq}.
 *
 * @param attempt the attempt's number, from 1
 * @param seq the event's number within it; -1 for before the first
 */
public record EventPosition(int attempt, long seq) implements Comparable<EventPosition> {

    /** Before all events. */
    public static final EventPosition START = new EventPosition(1, -1);

    private static final Pattern FORM = Pattern.compile("(\\d{1,9})-(\\d{1,18})");
    private static final Comparator<EventPosition> ORDER = Comparator.comparingInt(EventPosition::attempt)
            .thenComparingLong(EventPosition::seq);

    /**
     * The position that this text names; {@link #START} for null or nothing.
     *
     * @throws Problem when it names none
     */
    public static EventPosition parse(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return START;
        }
        var matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            throw new Problem(Problem.Kind.INVALID, "after",
                    "after takes the id of an event, such as 1-12, not " + text);
        }
        return new EventPosition(Integer.parseInt(matcher.group(1)), Long.parseLong(matcher.group(2)));
    }

    /** Just before the first event of this attempt. */
    static EventPosition before(int attempt) {
        return new EventPosition(attempt, -1);
    }

    @Override
    public int compareTo(EventPosition other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return attempt + "-" + seq;
    }
}
