package dev.skep.standalone.bench;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import dev.skep.message.JobEvent;
import dev.skep.standalone.bench.Row.Kind;
import dev.skep.standalone.measure.Samples;

/** How many lines a second go from a job's output into the store, none of them missing. */
final class Logs {

    private static final int BROKER_MESSAGES = 1000;
    private static final int BROKER_BYTES = 64 * 1024;
    private static final int BROKER_WINDOW = 256;
    /** The last of the output is among the last events. */
    private static final int TAIL = 6;
    private static final String RATE = "lines per second";
    private static final String VOLUME = "MB per second";

    private final Setup setup;
    private final int runs;

    Logs(Setup setup, int runs) {
        this.setup = setup;
        this.runs = runs;
    }

    /**
     * One job's output.
     *
     * @param complete when all of it was in the store
     */
    private record Output(ObservedJob job, Instant complete) {

        double linesPerSecond() {
            return rate(job.time(JobEvent.CommandStarted.class).orElseThrow(), complete);
        }

        long nanosFromDone() {
            return Duration.between(job.time(JobEvent.Done.class).orElseThrow(), complete).toNanos();
        }
    }

    Result measure() throws IOException, InterruptedException {
        var messages = BrokerRate.perSecond(setup.broker(), BROKER_MESSAGES, BROKER_BYTES, BROKER_WINDOW);
        var pipes = new ArrayList<Double>();
        var outputs = new ArrayList<Output>();
        var project = SampleProject.register(setup, "bench-logs", SampleOutput.COMMAND);
        run(project); // warm-up
        for (var i = 0; i < runs; i++) {
            pipes.add(pipe());
            outputs.add(run(project));
        }
        var rows = new ArrayList<Row>();
        rows.add(row(Kind.SKEP, "one job's output, complete in the store",
                median(outputs.stream().map(Output::linesPerSecond).toList())));
        rows.addAll(Intervals.ofOutput(outputs.stream().map(Output::job).toList()));
        rows.add(Row.of(Kind.DETAIL, "job:done to complete in the store",
                Samples.ofNanos(outputs.stream().map(Output::nanosFromDone).toList())));
        rows.add(row(Kind.FLOOR, "broker, confirmed and consumed messages of 64 KiB",
                messages * BROKER_BYTES / SampleOutput.LINE_BYTES));
        rows.add(row(Kind.FLOOR, "the same command read through a pipe", median(pipes)));
        rows.addAll(Peers.logs(RATE));
        return new Result(Benchmark.LOGS, "lines a second from a command's output to the store, " + SampleOutput.LINES
                + " lines of " + SampleOutput.LINE_BYTES + " bytes, median of " + runs,
                List.of(RATE, VOLUME, Samples.MEAN), rows);
    }

    private static Row row(Kind kind, String name, double lines) {
        return Row.of(kind, name).with(RATE, lines).with(VOLUME, lines * SampleOutput.LINE_BYTES / 1e6);
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private static double pipe() throws IOException {
        var before = Instant.now();
        var length = SampleOutput.readThroughPipe();
        var rate = rate(before, Instant.now());
        SampleOutput.requireBytes(length);
        return rate;
    }

    private Output run(SampleProject project) throws IOException, InterruptedException {
        var id = project.start();
        var job = setup.job(id);
        var done = job.awaitEnd().event();
        // The stream gives job:done only after all that comes before it, from there on, is stored.
        setup.api().follow(id, Math.max(0, done.stamp().seq() - TAIL), event -> !(event instanceof JobEvent.Done));
        var complete = Instant.now();
        SampleOutput.requireSame(setup.api().get("/api/v1/jobs/" + id), setup.api().log(id));
        return new Output(job, complete);
    }

    private static double rate(Instant from, Instant to) {
        return Samples.perSecond(SampleOutput.LINES, Duration.between(from, to).toNanos());
    }
}
