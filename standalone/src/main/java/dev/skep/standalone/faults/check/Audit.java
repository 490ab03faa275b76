package dev.skep.standalone.faults.check;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

import dev.skep.standalone.faults.inject.Injuries;
import dev.skep.standalone.faults.load.Gateways;
import dev.skep.standalone.faults.load.Ledger;
import dev.skep.standalone.faults.site.JobProcesses;
import dev.skep.standalone.faults.site.JobProcesses.JobProcess;
import dev.skep.standalone.faults.site.Site;

/** Looks at everything when the load has ended and all should be quiet. */
public final class Audit {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Site site;
    private final Gateways gateways;
    private final Ledger ledger;
    private final Injuries injuries;

    /** Of this site. */
    public Audit(Site site, Gateways gateways, Ledger ledger, Injuries injuries) {
        this.site = site;
        this.gateways = gateways;
        this.ledger = ledger;
        this.injuries = injuries;
    }

    /** Checks every accepted job, and keeps what is known of each that went wrong. */
    public List<JobResult> jobs() throws IOException, InterruptedException {
        var check = new JobCheck(gateways, ledger, injuries, Deploys.read(site.grounds().deploys()));
        var results = new ArrayList<JobResult>();
        for (var job : ledger.jobs()) {
            var result = check.check(job);
            results.add(result);
            if (!result.findings().isEmpty()) {
                keep(result);
            }
        }
        return results;
    }

    private void keep(JobResult result) throws IOException, InterruptedException {
        var id = result.job().id();
        var place = site.grounds().evidence();
        Files.writeString(place.resolve(id + ".json"), result.state().toPrettyString());
        Files.write(place.resolve(id + ".log"), gateways.log(id, PATIENCE).body());
        Files.write(place.resolve(id + ".events"),
                History.of(id, gateways).events().stream().map(Object::toString).toList());
    }

    /** What is wrong besides single jobs. */
    public List<Finding> rest() throws IOException, InterruptedException {
        var findings = new ArrayList<Finding>();
        var all = allJobs();
        var asked = new HashSet<String>();
        ledger.jobs().forEach(job -> asked.add(job.id()));
        var unasked = all.stream().filter(job -> !asked.contains(job)).toList();
        if (unasked.size() > ledger.refusals().size()) {
            findings.add(Finding.of(Breach.UNASKED, unasked.size() + " jobs that nobody asked for, or whose request"
                    + " was given up (" + ledger.refusals().size() + "): " + unasked));
        }
        new JobProcesses(site.grounds()).all().stream().collect(Collectors.groupingBy(JobProcess::job))
                .forEach((job, left) -> findings.add(Finding.of(Breach.PROCESS_LEFT, job, left.toString())));
        var dead = deadLetters();
        if (!dead.isEmpty()) {
            findings.add(Finding.of(Breach.BURIED_ALIVE, dead.size() + " messages are in the dead queue: "
                    + String.join("; ", dead)));
        }
        return findings;
    }

    private Set<String> allJobs() throws IOException, InterruptedException {
        var ids = new HashSet<String>();
        var query = "/api/v1/jobs?limit=200";
        var page = gateways.get(query, PATIENCE).json();
        page.path("items").forEach(job -> ids.add(job.path("id").asString()));
        while (page.path("next").isString()) {
            page = gateways.get(query + "&cursor=" + page.path("next").asString(), PATIENCE).json();
            page.path("items").forEach(job -> ids.add(job.path("id").asString()));
        }
        return ids;
    }

    private List<String> deadLetters() throws IOException {
        try (var connection = site.broker().connect("audit")) {
            return DeadLetters.ofUse(connection, site.topology().dead());
        } catch (TimeoutException e) {
            throw new IOException("the broker did not answer in time", e);
        }
    }
}
