package dev.skep.standalone.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import dev.skep.message.JobEvent;
import dev.skep.standalone.bench.Row.Kind;
import dev.skep.standalone.measure.Samples;

/** How long it takes from the 202 to the job's first instruction, when nothing else runs. */
final class Dispatch {

    private static final int WARM_UP = 30;
    /** Lets the end of one job pass before the next begins. */
    private static final Duration IDLE = Duration.ofMillis(50);

    private final Setup setup;
    private final int count;
    private final Path starts;

    Dispatch(Setup setup, int count) throws IOException {
        this.setup = setup;
        this.count = count;
        this.starts = Files.createDirectories(setup.directory().resolve("starts"));
    }

    /** The moments of one job, all by this machine's clock. */
    private record Times(Instant asked, Instant answered, Instant began, ObservedJob job) {}

    Result measure() throws IOException, InterruptedException {
        var hops = BrokerLatency.measure(setup.broker(), count);
        var processes = ProcessStarts.run(List.of("/bin/true"), count, 1);
        var project = SampleProject.register(setup, "bench-dispatch",
                "date +%s%N > '" + starts + "'/$SKEP_JOB_ID");
        run(project, WARM_UP);
        var times = run(project, count);
        var rows = new ArrayList<Row>();
        rows.add(Row.of(Kind.SKEP, "202 to first instruction", samples(times, t -> between(t.answered, t.began))));
        rows.addAll(details(times));
        rows.add(Row.of(Kind.FLOOR, "broker, two hops", hops));
        rows.add(Row.of(Kind.FLOOR, "start and end of /bin/true", processes.samples()));
        rows.addAll(Peers.dispatch());
        return new Result(Benchmark.DISPATCH, "from the client's 202 to the first instruction of the job's command, "
                + count + " jobs one at a time", Samples.COLUMNS, rows);
    }

    private List<Times> run(SampleProject project, int jobs) throws IOException, InterruptedException {
        var times = new ArrayList<Times>();
        for (var i = 0; i < jobs; i++) {
            var asked = Instant.now();
            var id = project.start();
            var answered = Instant.now();
            var job = setup.job(id);
            job.awaitEnd();
            times.add(new Times(asked, answered, began(id), job));
            Thread.sleep(IDLE);
        }
        return times;
    }

    private Instant began(String job) throws IOException {
        var nanos = Long.parseLong(Files.readString(starts.resolve(job)).strip());
        return Instant.EPOCH.plusNanos(nanos);
    }

    /** Where the time goes: request and 202 by the client's clock, the events by their own stamps. */
    private static List<Row> details(List<Times> times) {
        var rows = new ArrayList<Row>();
        rows.add(Row.of(Kind.DETAIL, "request to 202", samples(times, t -> between(t.asked, t.answered))));
        rows.add(Row.of(Kind.DETAIL, "request to first instruction", samples(times, t -> between(t.asked, t.began))));
        rows.addAll(Intervals.toCommand(times.stream().map(Times::job).toList()));
        rows.add(Row.of(Kind.DETAIL, "job:cmd:start to first instruction",
                samples(times, t -> t.job.time(JobEvent.CommandStarted.class).flatMap(at -> between(at, t.began)))));
        return rows;
    }

    private static Optional<Long> between(Instant from, Instant to) {
        return Optional.of(Duration.between(from, to).toNanos());
    }

    private static Samples samples(List<Times> times, Function<Times, Optional<Long>> nanos) {
        return Samples.ofNanos(times.stream().map(nanos).flatMap(Optional::stream).toList());
    }
}
