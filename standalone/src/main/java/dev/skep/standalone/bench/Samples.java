package dev.skep.standalone.bench;

import java.util.Collection;
import java.util.List;

/** Times of the same thing, measured several times. */
final class Samples {

    static final String P50 = "p50 ms";
    static final String P99 = "p99 ms";
    static final String MEAN = "mean ms";
    static final List<String> COLUMNS = List.of(P50, P99, MEAN);

    private static final double NANOS_A_MILLI = 1e6;
    private static final double NANOS_A_SECOND = 1e9;

    private final List<Long> nanos;

    private Samples(List<Long> nanos) {
        this.nanos = nanos;
    }

    /** @param nanos at least one time, in nanoseconds, in any order */
    static Samples ofNanos(Collection<Long> nanos) {
        if (nanos.isEmpty()) {
            throw new IllegalArgumentException("nothing was measured");
        }
        return new Samples(nanos.stream().sorted().toList());
    }

    /** How many in a second, when there were so many in this time. */
    static double perSecond(int count, long nanos) {
        return count * NANOS_A_SECOND / nanos;
    }

    /** The smallest of the times, in milliseconds, that this share of them does not exceed. */
    double percentile(int percent) {
        var rank = (int) Math.ceil(nanos.size() * percent / 100.0);
        return nanos.get(Math.max(rank, 1) - 1) / NANOS_A_MILLI;
    }

    /** In milliseconds. */
    double mean() {
        return nanos.stream().mapToLong(Long::longValue).average().orElseThrow() / NANOS_A_MILLI;
    }

    Row row(Row.Kind kind, String name) {
        return Row.of(kind, name).with(P50, percentile(50)).with(P99, percentile(99)).with(MEAN, mean());
    }
}
