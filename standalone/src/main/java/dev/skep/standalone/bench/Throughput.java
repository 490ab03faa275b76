package dev.skep.standalone.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import dev.skep.standalone.bench.Row.Kind;
import dev.skep.standalone.measure.Samples;

/** How many jobs a second go all the way, from HTTP to the stored {@code job:done}. */
final class Throughput {

    private static final int WARM_UP = 60;
    private static final int CLIENTS = 4;
    private static final int BROKER_MESSAGES = 20_000;
    private static final int BROKER_BYTES = 1024;
    private static final int BROKER_WINDOW = 1000;
    private static final int PROCESSES = 400;
    private static final String RATE = "per second";
    private static final String CPU = "cpu ms each";

    private final Setup setup;
    private final int count;

    Throughput(Setup setup, int count) {
        this.setup = setup;
        this.count = count;
    }

    /**
     * What a run came to.
     *
     * @param jobs a second
     * @param requests for them, answered a second
     * @param cpuMillis of Skep's process, for each job
     * @param observed the jobs themselves
     */
    private record Rates(double jobs, double requests, double cpuMillis, List<ObservedJob> observed) {}

    Result measure() throws IOException, InterruptedException {
        var rows = new ArrayList<Row>();
        var messages = BrokerRate.perSecond(setup.broker(), BROKER_MESSAGES, BROKER_BYTES, BROKER_WINDOW);
        run(SampleProject.register(setup, "bench-warm-up", "true"), WARM_UP);
        var rates = run(SampleProject.register(setup, "bench-throughput", "true"), count);
        rows.add(Row.of(Kind.SKEP, "jobs that run true").with(RATE, rates.jobs).with(CPU, rates.cpuMillis));
        rows.add(Row.of(Kind.DETAIL, "POST /jobs answered by 202").with(RATE, rates.requests));
        rows.addAll(Intervals.onDrone(rates.observed));
        rows.add(Row.of(Kind.FLOOR, "broker, confirmed and consumed messages of 1 KB").with(RATE, messages));
        rows.addAll(processes());
        rows.addAll(Peers.throughput());
        return new Result(Benchmark.THROUGHPUT, "jobs a second from HTTP to the stored job:done, " + count
                + " jobs by " + CLIENTS + " clients", List.of(RATE, CPU, Samples.MEAN), rows);
    }

    private static List<Row> processes() throws IOException, InterruptedException {
        var rows = new ArrayList<Row>();
        for (var command : List.of(List.of("/bin/true"), List.of("sh", "-e", "-c", "true"))) {
            for (var threads : List.of(1, 2)) {
                rows.add(Row.of(Kind.FLOOR, "processes, " + String.join(" ", command) + ", " + threads + " at once")
                        .with(RATE, ProcessStarts.run(command, PROCESSES, threads).perSecond()));
            }
        }
        return rows;
    }

    private Rates run(SampleProject project, int jobs) throws IOException, InterruptedException {
        var cpuBefore = setup.cpu();
        var before = System.nanoTime();
        var ids = startAll(project, jobs);
        var answered = System.nanoTime();
        var observed = ids.stream().map(setup::job).toList();
        var last = answered;
        for (var job : observed) {
            last = Math.max(last, job.awaitEnd().seenNanos());
        }
        var cpu = setup.cpu().minus(cpuBefore);
        var succeeded = project.succeeded();
        if (succeeded != jobs) {
            throw new IllegalStateException(succeeded + " of " + jobs + " jobs succeeded");
        }
        return new Rates(Samples.perSecond(jobs, last - before), Samples.perSecond(jobs, answered - before),
                (double) cpu.toMillis() / jobs, observed);
    }

    private static List<String> startAll(SampleProject project, int jobs) throws InterruptedException {
        var left = new AtomicInteger(jobs);
        Callable<List<String>> client = () -> {
            var ids = new ArrayList<String>();
            while (left.getAndDecrement() > 0) {
                ids.add(project.start());
            }
            return ids;
        };
        try (var clients = Executors.newFixedThreadPool(CLIENTS)) {
            var ids = new ArrayList<String>();
            for (var some : clients.invokeAll(Collections.nCopies(CLIENTS, client))) {
                ids.addAll(some.get());
            }
            return ids;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a job could not be started", e.getCause());
        }
    }
}
