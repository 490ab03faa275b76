package dev.skep.standalone.bench;

import dev.skep.standalone.CannotStart;
import picocli.CommandLine.Option;

/** How much is measured. */
final class Sizes {

    @Option(names = "--dispatch-jobs", paramLabel = "N", defaultValue = "200", description = "How many jobs dispatch measures, one after another. Default: ${DEFAULT-VALUE}")
    int dispatchJobs;

    @Option(names = "--throughput-jobs", paramLabel = "N", defaultValue = "300", description = "How many jobs throughput measures, all at once. Default: ${DEFAULT-VALUE}")
    int throughputJobs;

    @Option(names = "--log-runs", paramLabel = "N", defaultValue = "3", description = "How many jobs logs measures, one after another. Default: ${DEFAULT-VALUE}")
    int logRuns;

    Sizes checked() {
        check(dispatchJobs, "--dispatch-jobs");
        check(throughputJobs, "--throughput-jobs");
        check(logRuns, "--log-runs");
        return this;
    }

    private static void check(int value, String option) {
        if (value < 1) {
            throw new CannotStart(option + " takes 1 or more");
        }
    }
}
