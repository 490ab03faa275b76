package dev.skep.drone.spool;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Decides when events are sent again that the store lacks though the broker had them. Most of what lacks is only on its
 * way: it waits in a queue, perhaps behind a flood of other jobs. So first nothing happens for a while, a longer one each
 * time, and then a few events are sent. Only if the store then lacks exactly those that follow, were they lost, too, and
 * more go at once.
 */
final class Repair {

    static final Duration PATIENCE = Duration.ofSeconds(5);
    static final Duration MOST_PATIENCE = Duration.ofMinutes(5);
    static final int FEW = 32;
    private static final int MANY = 4096;
    /** How often the same event is sent in vain. Then it is in the dead queue, and comes from there, or never. */
    static final int TRIES = 12;

    private @Nullable Stagnation stagnation;
    private Duration patience = PATIENCE;
    private int tries;
    private int most = FEW;
    /** What may be lost, because it was confirmed long enough ago. */
    private Confirmed lost = new Confirmed(0, 0);
    /** What the store lacks first if it lacked just what was sent, and all that follows. */
    private long expected = Missing.NONE;

    /**
     * The store lacks the same for a while.
     *
     * @param first the first event that it lacks
     * @param since since when that is known
     * @param confirmed what the broker had by then
     */
    private record Stagnation(long first, Instant since, Confirmed confirmed) {}

    /**
     * What is to be sent again.
     *
     * @param confirmed only what lies below
     * @param most how many events at most
     */
    record Order(Confirmed confirmed, int most) {}

    /**
     * The store lacks something.
     *
     * @param continuous whether the question before was answered, too: else gateways or the store were away meanwhile, and
     *                   that time does not count
     * @return what is to be sent again; null for nothing
     */
    @Nullable
    Order on(Missing missing, boolean continuous, Confirmed confirmed, Instant now) {
        var first = missing.first();
        var before = stagnation;
        if (before == null || before.first != first) {
            return onProgress(first, now, confirmed);
        }
        var waited = continuous && !now.isBefore(before.since.plus(patience));
        if (!continuous || waited) {
            stagnation = new Stagnation(first, now, confirmed);
        }
        return waited && tries < TRIES ? again(before.confirmed) : null;
    }

    private Order again(Confirmed confirmed) {
        tries++;
        var longer = patience.multipliedBy(2);
        patience = longer.compareTo(MOST_PATIENCE) > 0 ? MOST_PATIENCE : longer;
        lost = confirmed;
        most = FEW;
        return new Order(lost, most);
    }

    private @Nullable Order onProgress(long first, Instant now, Confirmed confirmed) {
        var helped = first == expected;
        stagnation = new Stagnation(first, now, confirmed);
        patience = PATIENCE;
        tries = 0;
        expected = Missing.NONE;
        most = helped ? Math.min(most * 2, MANY) : FEW;
        return helped ? new Order(lost, most) : null;
    }

    /**
     * What was ordered was sent.
     *
     * @param last the largest of the numbers
     */
    void sent(Missing missing, long last) {
        expected = missing.after(last);
    }

    /** Whether it will not be tried again, unless the store gets something. */
    boolean isInVain() {
        return tries == TRIES;
    }
}
