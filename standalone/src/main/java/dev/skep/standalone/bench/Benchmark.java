package dev.skep.standalone.bench;

import java.io.IOException;
import java.util.Locale;

/** What can be measured. */
enum Benchmark {
    /** How soon a job starts. */
    DISPATCH,
    /** How many jobs run in a second. */
    THROUGHPUT,
    /** How many lines of output in a second are kept. */
    LOGS;

    Result run(Setup setup, Sizes sizes) throws IOException, InterruptedException {
        return switch (this) {
            case DISPATCH -> new Dispatch(setup, sizes.dispatchJobs).measure();
            case THROUGHPUT -> new Throughput(setup, sizes.throughputJobs).measure();
            case LOGS -> new Logs(setup, sizes.logRuns).measure();
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
