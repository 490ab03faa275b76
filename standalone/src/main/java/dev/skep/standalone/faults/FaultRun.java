package dev.skep.standalone.faults;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Random;

import dev.skep.standalone.faults.check.Audit;
import dev.skep.standalone.faults.check.JobResult;
import dev.skep.standalone.faults.inject.Injuries;
import dev.skep.standalone.faults.inject.Measures;
import dev.skep.standalone.faults.inject.Scene;
import dev.skep.standalone.faults.load.Backlog;
import dev.skep.standalone.faults.load.Customer;
import dev.skep.standalone.faults.load.Gateways;
import dev.skep.standalone.faults.load.Ledger;
import dev.skep.standalone.faults.load.Load;
import dev.skep.standalone.faults.load.RollCall;
import dev.skep.standalone.faults.load.Watch;
import dev.skep.standalone.faults.site.Grounds;
import dev.skep.standalone.faults.site.JobProcesses;
import dev.skep.standalone.faults.site.Site;
import dev.skep.standalone.faults.site.Waiting;

/** Starts a site and a load, has one fault after another done, lets all come to rest, and looks what became of every job. */
final class FaultRun implements AutoCloseable {

    private static final int FIRST_JOBS = 15;
    private static final Duration START_LIMIT = Duration.ofMinutes(3);
    /** Longer than the longest job, three times. */
    private static final Duration REST_LIMIT = Duration.ofMinutes(2);

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
    private final Backlog backlog;
    private final RollCall rollCall;
    private final StepRunner runner;

    /** Starts the site; its services may still be on their way up. */
    FaultRun(RunSettings settings, PrintWriter out) throws IOException, InterruptedException {
        var grounds = Grounds.under(settings.directory());
        this.settings = settings;
        this.timeline = new Timeline(out, grounds.root().resolve("timeline"));
        this.site = new Site(grounds, settings.size());
        this.gateways = new Gateways(site.addresses(), site.token());
        this.watch = new Watch(site);
        this.customer = new Customer(grounds, gateways, ledger);
        this.backlog = new Backlog(ledger, watch, gateways);
        this.rollCall = new RollCall(site, gateways);
        var scene = new Scene(site, customer, watch, rollCall, new JobProcesses(grounds), measures, injuries,
                new Random(settings.seed()));
        this.runner = new StepRunner(scene, backlog, new Recovery(customer, watch, rollCall, measures), timeline);
    }

    Report run() throws IOException, InterruptedException {
        awaitStart();
        customer.register();
        timeline.say("all services are up, seed %d, everything is in %s".formatted(settings.seed(),
                site.grounds().root()));
        var load = new Load(customer, backlog, new Random(settings.seed()), settings.pace());
        try {
            awaitSteadyLoad();
            runSteps();
        } finally {
            load.close();
        }
        timeline.say("no more jobs are asked for");
        rest();
        return report();
    }

    private void awaitStart() throws IOException, InterruptedException {
        if (!Waiting.whetherAtLast(START_LIMIT, () -> rollCall.missing(Instant.EPOCH).isEmpty())) {
            throw new IOException("the services did not start: " + rollCall.missing(Instant.EPOCH) + ", see "
                    + site.grounds().logs());
        }
    }

    /** The first jobs find every service busy with its own start. */
    private void awaitSteadyLoad() throws IOException, InterruptedException {
        Waiting.until("the first jobs are over", START_LIMIT,
                () -> ledger.jobs().size() - backlog.size() >= FIRST_JOBS);
    }

    private void runSteps() throws InterruptedException {
        var end = System.nanoTime() + settings.limit().toNanos();
        while (settings.steps().hasNext() && System.nanoTime() < end) {
            runner.run(settings.steps().next());
        }
    }

    private void rest() throws IOException, InterruptedException {
        var isQuiet = Waiting.whetherAtLast(REST_LIMIT, () -> {
            backlog.review();
            return backlog.size() == 0;
        });
        timeline.say(isQuiet ? "all jobs are over" : backlog.size() + " jobs are not over");
    }

    private Report report() throws IOException, InterruptedException {
        var audit = new Audit(site, gateways, ledger, injuries);
        var jobs = audit.jobs();
        var findings = new ArrayList<>(runner.findings());
        jobs.stream().map(JobResult::findings).forEach(findings::addAll);
        findings.addAll(audit.rest());
        findings.addAll(Limits.breaches(measures));
        return new Report(settings.seed(), begin, Duration.between(begin, Instant.now()), runner.done(),
                runner.skipped(), jobs, ledger.refusals(), measures, findings, site.grounds().root());
    }

    @Override
    public void close() {
        watch.close();
        site.close();
    }
}
