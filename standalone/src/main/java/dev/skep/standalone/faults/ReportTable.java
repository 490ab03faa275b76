package dev.skep.standalone.faults;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import dev.skep.standalone.faults.Limits.Timed;
import dev.skep.standalone.faults.check.Breach.Sort;
import dev.skep.standalone.faults.inject.Measure;
import dev.skep.standalone.measure.Samples;
import org.jspecify.annotations.Nullable;

/** Shows a report to people. */
final class ReportTable {

    /** What is timed after every fault, beside each other. */
    private static final List<Measure> AFTER_EACH = List.of(Measure.FIRST_EVENT, Measure.BACK_AT_WORK,
            Measure.ALL_BACK);
    private static final Set<Measure> OTHERS = EnumSet.complementOf(EnumSet.copyOf(AFTER_EACH));

    private final PrintWriter out;

    ReportTable(PrintWriter out) {
        this.out = out;
    }

    void print(Report report) {
        var samples = Limits.samples(report.measures());
        out.printf(Locale.ROOT, "%n%d faults in %d s, seed %d%n", report.faultsDone(), report.took().toSeconds(),
                report.seed());
        afterEach(report, samples);
        report.skipped().forEach(why -> out.printf("  skipped: %s%n", why));
        samples.forEach((timed, all) -> {
            if (OTHERS.contains(timed.measure())) {
                other(timed, all);
            }
        });
        out.printf("%n%d jobs: %s; %d took more than one attempt, %d requests were given up%n", report.jobs().size(),
                report.conclusions(), report.repeated(), report.refusals().size());
        out.printf("lost %d, doubled %d, other findings %d%n", report.count(Sort.LOST), report.count(Sort.DOUBLED),
                report.count(Sort.OTHER));
        report.findings().forEach(finding -> out.printf("  %s%n", finding));
        out.flush();
    }

    /** A line for each kind of fault, with 50th and 99th percentile. */
    private void afterEach(Report report, Map<Timed, Samples> samples) {
        out.printf("%n%16s%16s%16s     times  ms after the end of the fault, p50 / p99%n", "first event",
                "new job over",
                "all back");
        out.printf("%s          at most, of p99%n", AFTER_EACH.stream()
                .map(measure -> "%16s".formatted(limit(measure))).collect(Collectors.joining()));
        report.faults().forEach((fault, times) -> {
            for (var measure : AFTER_EACH) {
                out.printf("%16s", pair(samples.get(new Timed(measure, fault))));
            }
            out.printf("%10d  %s%n", times, fault);
        });
    }

    private void other(Timed timed, Samples samples) {
        out.printf("%n%s%n%16s%16s%16s%10d  %s%n", timed.measure().label(), pair(samples),
                "at most " + limit(timed.measure()), "", samples.count(), timed.fault());
    }

    private static String pair(@Nullable Samples samples) {
        return samples == null
                ? "-"
                : String.format(Locale.ROOT, "%.0f / %.0f", samples.percentile(50), samples.percentile(99));
    }

    private static String limit(Measure measure) {
        return measure.limit().map(Duration::toMillis).map(Object::toString).orElse("-");
    }
}
