package dev.skep.standalone.measure;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Times of the same thing, measured several times. */
public final class Samples {

    public static final String P50 = "p50 ms";
    public static final String P99 = "p99 ms";
    public static final String MEAN = "mean ms";
    /** The names of what sums them up. */
    public static final List<String> COLUMNS = List.of(P50, P99, MEAN);

    private static final double NANOS_A_MILLI = 1e6;
    private static final double NANOS_A_SECOND = 1e9;

    private final List<Long> nanos;

    private Samples(List<Long> nanos) {
        this.nanos = nanos;
    }

    /**
     * Sums up times.
     *
     * @param nanos at least one, in nanoseconds, in any order
     */
    public static Samples ofNanos(Collection<Long> nanos) {
        if (nanos.isEmpty()) {
            throw new IllegalArgumentException("nothing was measured");
        }
        return new Samples(nanos.stream().sorted().toList());
    }

    /** How many in a second, when there were so many in this time. */
    public static double perSecond(int count, long nanos) {
        return count * NANOS_A_SECOND / nanos;
    }

    /** The smallest of the times, in milliseconds, that this share of them does not exceed. */
    public double percentile(int percent) {
        var rank = (int) Math.ceil(nanos.size() * percent / 100.0);
        return nanos.get(Math.max(rank, 1) - 1) / NANOS_A_MILLI;
    }

    /** In milliseconds. */
    public double mean() {
        return nanos.stream().mapToLong(Long::longValue).average().orElseThrow() / NANOS_A_MILLI;
    }

    /** How many. */
    public int count() {
        return nanos.size();
    }

    /** What sums them up, by the names in {@link #COLUMNS}. */
    public Map<String, Double> summary() {
        return Map.of(P50, percentile(50), P99, percentile(99), MEAN, mean());
    }
}
