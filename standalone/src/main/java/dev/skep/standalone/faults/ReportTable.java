package dev.skep.standalone.faults;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

import dev.skep.standalone.faults.check.Breach.Sort;
import dev.skep.standalone.measure.Samples;

/** Shows a report to people. */
final class ReportTable {

    private static final String TIMES = "  %-52s %4s %9s %9s %9s%n";

    private final PrintWriter out;

    ReportTable(PrintWriter out) {
        this.out = out;
    }

    void print(Report report) {
        out.printf(Locale.ROOT, "%n%d faults in %d s, seed %d%n", report.faultsDone(), report.took().toSeconds(),
                report.seed());
        report.faults().forEach((fault, times) -> out.printf("  %4d  %s%n", times, fault));
        report.skipped().forEach(why -> out.printf("  skipped: %s%n", why));
        times(report);
        out.printf("%n%d jobs: %s; %d took more than one attempt, %d requests were given up%n", report.jobs().size(),
                report.conclusions(), report.repeated(), report.refusals().size());
        out.printf("lost %d, doubled %d, other findings %d%n", report.count(Sort.LOST), report.count(Sort.DOUBLED),
                report.count(Sort.OTHER));
        report.findings().forEach(finding -> out.printf("  %s%n", finding));
        out.flush();
    }

    private void times(Report report) {
        out.printf("%n" + TIMES, "recovery, ms", "n", "p50", "p99", "limit");
        var before = new Object[1];
        Limits.samples(report.measures()).entrySet().stream()
                .sorted((one, other) -> one.getKey().measure().compareTo(other.getKey().measure()))
                .forEach(entry -> {
                    if (entry.getKey().measure() != before[0]) {
                        before[0] = entry.getKey().measure();
                        out.println(entry.getKey().measure().label());
                    }
                    line(entry.getKey(), entry.getValue());
                });
    }

    private void line(Limits.Timed timed, Samples samples) {
        out.printf(Locale.ROOT, TIMES, timed.fault(), samples.count(), "%.0f".formatted(samples.percentile(50)),
                "%.0f".formatted(samples.percentile(99)),
                timed.measure().limit().map(Duration::toMillis).map(Object::toString).orElse("-"));
    }
}
