package dev.skep.standalone.faults;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.skep.standalone.faults.check.Breach.Sort;
import dev.skep.standalone.faults.check.Finding;
import dev.skep.standalone.faults.check.JobResult;
import dev.skep.standalone.faults.inject.Measures;

/**
 * What a run came to.
 *
 * @param faults how often each kind of fault was done
 * @param skipped which could not be done here, and why
 * @param jobs all that were accepted
 * @param refusals why requests for jobs were given up
 * @param findings each case in which Skep broke its word
 * @param directory where everything is kept
 */
record Report(long seed, Instant begin, Duration took, Map<String, Integer> faults, List<String> skipped,
        List<JobResult> jobs, List<String> refusals, Measures measures, List<Finding> findings, Path directory) {

    Report {
        faults = new LinkedHashMap<>(faults);
        skipped = skipped.stream().distinct().toList();
        jobs = List.copyOf(jobs);
        findings = List.copyOf(findings);
    }

    /** How many jobs came to which end. */
    Map<String, Integer> conclusions() {
        var counts = new TreeMap<String, Integer>();
        jobs.forEach(job -> counts.merge(job.conclusion(), 1, Integer::sum));
        return counts;
    }

    /** How many cases there are of this sort. */
    long count(Sort sort) {
        return findings.stream().filter(finding -> finding.breach().sort() == sort).count();
    }

    /** How many jobs took more than one attempt. */
    long repeated() {
        return jobs.stream().filter(job -> job.attempts() > 1).count();
    }

    int faultsDone() {
        return faults.values().stream().mapToInt(Integer::intValue).sum();
    }

    boolean isGood() {
        return findings.isEmpty();
    }
}
