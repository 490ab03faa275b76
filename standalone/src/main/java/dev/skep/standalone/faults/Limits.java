package dev.skep.standalone.faults;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.skep.standalone.faults.check.Breach;
import dev.skep.standalone.faults.check.Finding;
import dev.skep.standalone.faults.inject.Measure;
import dev.skep.standalone.faults.inject.Measures;
import dev.skep.standalone.measure.Samples;

/** Whether what was timed came in time. */
final class Limits {

    private Limits() {}

    /** What was timed after which kind of fault. */
    record Timed(Measure measure, String fault) {}

    /** All times, summed up, in the order in which they first came. */
    static Map<Timed, Samples> samples(Measures measures) {
        var nanos = new LinkedHashMap<Timed, List<Long>>();
        measures.times().forEach(time -> nanos
                .computeIfAbsent(new Timed(time.measure(), time.fault()), unseen -> new ArrayList<>())
                .add(time.nanos()));
        var samples = new LinkedHashMap<Timed, Samples>();
        nanos.forEach((timed, all) -> samples.put(timed, Samples.ofNanos(all)));
        return samples;
    }

    /** Whose the longest time is: where to look in the logs. */
    private static String slowest(Measures measures, Timed timed) {
        return measures.times().stream()
                .filter(time -> time.measure() == timed.measure() && time.fault().equals(timed.fault()))
                .max(Comparator.comparingLong(Measures.Time::nanos)).map(Measures.Time::detail).orElse("");
    }

    /** What came late, or never. */
    static List<Finding> breaches(Measures measures) {
        var findings = new ArrayList<Finding>();
        samples(measures).forEach((timed, samples) -> timed.measure().limit().ifPresent(limit -> {
            if (samples.percentile(99) > limit.toMillis()) {
                findings.add(Finding.of(Breach.TOO_SLOW, "%s, after %s: p99 %.0f ms, at most %d ms; the slowest %s"
                        .formatted(timed.measure().label(), timed.fault(), samples.percentile(99), limit.toMillis(),
                                slowest(measures, timed))));
            }
        }));
        measures.never().forEach(never -> findings.add(Finding.of(Breach.NEVER,
                never.measure().label() + ", after " + never.fault() + ": " + never.detail())));
        return findings;
    }
}
