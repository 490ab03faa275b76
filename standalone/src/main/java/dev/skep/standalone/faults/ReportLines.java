package dev.skep.standalone.faults;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.skep.standalone.faults.check.Breach.Sort;
import dev.skep.standalone.measure.Machine;
import org.jspecify.annotations.Nullable;

/** A report for programs. Every line has the run's beginning and seed, by which those of one run are found. */
final class ReportLines {

    private ReportLines() {}

    /** The run as a whole. */
    private record Run(String line, Instant run, long seed, List<String> machine, double load, double seconds,
            Map<String, Integer> faults, List<String> skipped, int jobs, Map<String, Integer> conclusions,
            long repeated, int refused, long lost, long doubled, long other) {}

    /** What was timed, after one kind of fault. */
    private record Times(String line, Instant run, long seed, String measure, String fault, int count,
            Map<String, Double> values, @Nullable Long limitMillis) {}

    /** A case in which Skep broke its word. */
    private record Broken(String line, Instant run, long seed, String breach, String sort, @Nullable String job,
            String detail) {}

    static List<Record> of(Report report) {
        var lines = new ArrayList<Record>();
        lines.add(new Run("run", report.begin(), report.seed(), Machine.facts(), Machine.load(),
                report.took().toMillis() / 1000.0, report.faults(), report.skipped(), report.jobs().size(),
                report.conclusions(), report.repeated(), report.refusals().size(), report.count(Sort.LOST),
                report.count(Sort.DOUBLED), report.count(Sort.OTHER)));
        Limits.samples(report.measures()).forEach((timed, samples) -> lines.add(new Times("times", report.begin(),
                report.seed(), timed.measure().label(), timed.fault(), samples.count(), samples.summary(),
                timed.measure().limit().map(limit -> limit.toMillis()).orElse(null))));
        report.findings().forEach(finding -> lines.add(new Broken("finding", report.begin(), report.seed(),
                finding.breach().name(), finding.breach().sort().name(), finding.job(), finding.detail())));
        return lines;
    }
}
