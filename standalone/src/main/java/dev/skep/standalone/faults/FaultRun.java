package dev.skep.standalone.faults;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;

import dev.skep.standalone.faults.check.Audit;
import dev.skep.standalone.faults.check.Breach;
import dev.skep.standalone.faults.check.Finding;
import dev.skep.standalone.faults.check.JobResult;
import dev.skep.standalone.faults.inject.Injuries;
import dev.skep.standalone.faults.inject.Measures;
import dev.skep.standalone.faults.inject.Scene;
import dev.skep.standalone.faults.load.Backlog;
import dev.skep.standalone.faults.load.Customer;
import dev.skep.standalone.faults.load.Gateways;
import dev.skep.standalone.faults.load.Ledger;
import dev.skep.standalone.faults.load.Load;
import dev.skep.standalone.faults.load.Watch;
import dev.skep.standalone.faults.site.Grounds;
import dev.skep.standalone.faults.site.JobProcesses;
import dev.skep.standalone.faults.site.Site;
import dev.skep.standalone.faults.site.Waiting;
import dev.skep.standalone.measure.Machine;

/** Starts a site and a load, does one fault after another, lets all come to rest, and looks what became of every job. */
final class FaultRun implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    /** Longer than the longest job, three times. */
    private static final Duration REST_LIMIT = Duration.ofMinutes(2);

    private final List<Finding> findings = new ArrayList<>();
    private final Map<String, Integer> faults = new LinkedHashMap<>();
    private final List<String> skipped = new ArrayList<>();
    private final Ledger ledger = new Ledger();
    private final Measures measures = new Measures();
    private final Injuries injuries = new Injuries();
    private final Instant begin = Instant.now();
    private final RunSettings settings;
    private final Timeline timeline;
    private final Site site;
    private final Gateways gateways;
    private final Watch watch;
    private final Customer customer;
    private final RollCall rollCall;
    private final Scene scene;

    /** Starts the site. */
    FaultRun(RunSettings settings, PrintWriter out) throws IOException, InterruptedException {
        var grounds = Grounds.under(settings.directory());
        this.settings = settings;
        this.timeline = new Timeline(out, grounds.root().resolve("timeline"));
        this.site = new Site(grounds, settings.size());
        this.gateways = new Gateways(site.addresses(), site.token());
        this.watch = new Watch(site);
        this.customer = new Customer(grounds, gateways, ledger);
        this.rollCall = new RollCall(site, gateways);
        this.scene = new Scene(site, customer, watch, new JobProcesses(grounds), measures, injuries,
                random(settings.seed()));
    }

    private static RandomGenerator random(long seed) {
        return new Random(seed);
    }

    Report run() throws IOException, InterruptedException {
        var before = Instant.EPOCH;
        if (!Waiting.whether(START_LIMIT, () -> rollCall.missing(before).isEmpty())) {
            throw new IOException("the services did not start: " + rollCall.missing(before) + ", see "
                    + site.grounds().logs());
        }
        customer.register();
        timeline.say(
                "all services are up, seed %d, everything is in %s".formatted(settings.seed(), site.grounds().root()));
        var backlog = new Backlog(ledger, watch, gateways);
        var load = new Load(customer, backlog, random(settings.seed() + 1), settings.pace());
        try {
            runSteps();
        } finally {
            load.close();
        }
        timeline.say("no more jobs are asked for");
        rest(backlog);
        return report();
    }

    private void runSteps() throws InterruptedException {
        var recovery = new Recovery(customer, watch, rollCall, measures);
        var end = System.nanoTime() + settings.limit().toNanos();
        while (settings.steps().hasNext() && System.nanoTime() < end) {
            run(settings.steps().next(), recovery);
        }
    }

    private void run(Step step, Recovery recovery) throws InterruptedException {
        var fault = step.fault();
        if (fault.missing().isPresent()) {
            skipped.add(fault.kind() + ": " + fault.missing().get());
            return;
        }
        faults.merge(fault.kind(), 1, Integer::sum);
        timeline.say("%s: %s, load %.1f".formatted(fault.kind(), fault.target(), Machine.load()));
        var end = System.nanoTime() + step.hold().toNanos();
        attempt("inject " + fault.kind(), () -> fault.inject(scene));
        Thread.sleep(Math.max(0, Duration.ofNanos(end - System.nanoTime()).toMillis()));
        attempt("heal " + fault.kind(), () -> fault.heal(scene));
        timeline.say("healed");
        recovery.await(fault);
        noteEnded();
    }

    private interface Action {
        void run() throws IOException, InterruptedException;
    }

    private void attempt(String what, Action action) throws InterruptedException {
        try {
            action.run();
        } catch (IOException | RuntimeException e) {
            timeline.say("could not %s: %s".formatted(what, e));
            findings.add(Finding.of(Breach.NOT_DONE, what + ": " + e));
        }
    }

    private void noteEnded() throws InterruptedException {
        for (var program : site.programs()) {
            var code = program.endedByItself();
            if (code.isPresent()) {
                timeline.say("%s ended by itself with %d".formatted(program.name(), code.getAsInt()));
                findings.add(Finding.of(Breach.SERVICE_ENDED, program.name() + " with " + code.getAsInt()));
                attempt("start " + program.name(), program::start);
            }
        }
    }

    private void rest(Backlog backlog) throws IOException, InterruptedException {
        var limit = System.nanoTime() + REST_LIMIT.toNanos();
        while (backlog.size() > 0 && System.nanoTime() < limit) {
            attempt("ask which jobs are over", backlog::review);
            Thread.sleep(500);
        }
        timeline.say("%d jobs are not over".formatted(backlog.size()));
    }

    private Report report() throws IOException, InterruptedException {
        var audit = new Audit(site, gateways, ledger, injuries);
        var jobs = audit.jobs();
        jobs.stream().map(JobResult::findings).forEach(findings::addAll);
        findings.addAll(audit.rest());
        findings.addAll(Limits.breaches(measures));
        return new Report(settings.seed(), begin, Duration.between(begin, Instant.now()), faults, skipped, jobs,
                ledger.refusals(), measures, findings, site.grounds().root());
    }

    @Override
    public void close() {
        watch.close();
        site.close();
    }
}
