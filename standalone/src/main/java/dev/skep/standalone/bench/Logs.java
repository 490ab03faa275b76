package dev.skep.standalone.bench;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import dev.skep.message.JobEvent;
import dev.skep.standalone.bench.Row.Kind;

/** How many lines a second go from a job's output into the store, none of them missing. */
final class Logs {

    private static final int BROKER_MESSAGES = 1000;
    private static final int BROKER_BYTES = 64 * 1024;
    private static final int BROKER_WINDOW = 256;
    /** The last of the output is among the last events. */
    private static final int TAIL = 6;
    private static final String RATE = "lines per second";
    private static final String VOLUME = "MB per second";

    private final Stage stage;
    private final int runs;

    Logs(Stage stage, int runs) {
        this.stage = stage;
        this.runs = runs;
    }

    Result measure() throws IOException, InterruptedException {
        var messages = Flood.perSecond(stage.broker(), BROKER_MESSAGES, BROKER_BYTES, BROKER_WINDOW);
        var pipe = median(this::pipe);
        var project = SampleProject.register(stage, "bench-logs", SampleOutput.COMMAND);
        run(project); // warm-up
        var ours = median(() -> run(project));
        var rows = new ArrayList<Row>();
        rows.add(row(Kind.SKEP, "one job's output, complete in the store", ours));
        rows.add(row(Kind.FLOOR, "broker, confirmed and consumed messages of 64 KiB",
                messages * BROKER_BYTES / SampleOutput.LINE_BYTES));
        rows.add(row(Kind.FLOOR, "the same command read through a pipe", pipe));
        rows.addAll(Peers.logs(RATE));
        return new Result(Benchmark.LOGS, "lines a second from a command's output to the store, " + SampleOutput.LINES
                + " lines of " + SampleOutput.LINE_BYTES + " bytes, median of " + runs, List.of(RATE, VOLUME), rows);
    }

    private static Row row(Kind kind, String name, double lines) {
        return Row.of(kind, name).with(RATE, lines).with(VOLUME, lines * SampleOutput.LINE_BYTES / 1e6);
    }

    private interface Run {
        double linesPerSecond() throws IOException, InterruptedException;
    }

    private double median(Run run) throws IOException, InterruptedException {
        var results = new ArrayList<Double>();
        for (var i = 0; i < runs; i++) {
            results.add(run.linesPerSecond());
        }
        return results.stream().sorted().toList().get(runs / 2);
    }

    private double pipe() throws IOException {
        var before = Instant.now();
        var length = SampleOutput.readThroughPipe();
        var rate = rate(before, Instant.now());
        SampleOutput.requireBytes(length);
        return rate;
    }

    private double run(SampleProject project) throws IOException, InterruptedException {
        var job = project.start();
        var course = stage.events().courseOf(job);
        var done = course.awaitEnd().event();
        // The stream gives job:done only after all that comes before it, from there on, is stored.
        stage.api().follow(job, Math.max(0, done.stamp().seq() - TAIL), event -> !(event instanceof JobEvent.Done));
        var complete = Instant.now();
        SampleOutput.requireSame(stage.api().get("/api/v1/jobs/" + job), stage.api().log(job));
        return rate(course.time(JobEvent.CommandStarted.class).orElseThrow(), complete);
    }

    private static double rate(Instant from, Instant to) {
        return SampleOutput.LINES * 1e9 / Duration.between(from, to).toNanos();
    }
}
