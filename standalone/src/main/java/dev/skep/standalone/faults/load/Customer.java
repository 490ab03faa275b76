package dev.skep.standalone.faults.load;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

import dev.skep.standalone.faults.site.Grounds;
import dev.skep.standalone.faults.site.Waiting;

/** Asks for jobs and cancels them, and has what was accepted written down. */
public final class Customer {

    static final String PROJECT = "faults";
    private static final String JOBS = "/api/v1/jobs";
    /** Longer than anything is away. */
    private static final Duration PATIENCE = Duration.ofSeconds(150);
    private static final int FIRST = 1000;

    private final Grounds grounds;
    private final Gateways gateways;
    private final Ledger ledger;

    /** Notes in this ledger. */
    public Customer(Grounds grounds, Gateways gateways, Ledger ledger) {
        this.grounds = grounds;
        this.gateways = gateways;
        this.ledger = ledger;
    }

    /** Registers the project that all jobs are of. */
    public void register() throws IOException, InterruptedException {
        var answer = gateways.put("/api/v1/projects/" + PROJECT,
                Map.of("repo", Map.of("url", JobRepository.make(grounds), "vcs", "git")), PATIENCE);
        if (answer.status() >= 300) {
            throw new IOException("the project was not taken: " + answer);
        }
    }

    /** Asks for a job until it is accepted. */
    public Accepted ask(Kind kind) throws IOException, InterruptedException {
        return ask(kind, 0);
    }

    /** Asks for a job that goes before all others that wait. */
    public Accepted askFirst(Kind kind) throws IOException, InterruptedException {
        return ask(kind, FIRST);
    }

    private Accepted ask(Kind kind, int priority) throws IOException, InterruptedException {
        var request = Map.of("project", PROJECT, "type", kind.type(), "ref", Map.of("branch", kind.branch()),
                "priority", priority);
        try {
            var answer = gateways.post(JOBS, request, UUID.randomUUID().toString(), PATIENCE);
            if (answer.status() != 202) {
                throw new IOException("a job was not taken: " + answer);
            }
            var job = new Accepted(answer.json().path("id").asString(), kind, Instant.now());
            ledger.add(job);
            return job;
        } catch (IOException e) {
            ledger.addRefusal(e.toString());
            throw e;
        }
    }

    /** Asks for a job that never ends, and returns when it runs with all its processes. */
    public Accepted askForStubborn(Duration limit) throws IOException, InterruptedException {
        var job = askFirst(Kind.STUBBORN);
        var ready = grounds.ready().resolve(job.id());
        if (!Waiting.whether(limit, () -> Files.exists(ready))) {
            cancel(job);
            throw new IOException("a job did not run within " + limit.toSeconds() + " s: " + job.id());
        }
        return job;
    }

    /** Cancels a job; it counts as cancelled even when the request fails, because it may have got through. */
    public void cancel(Accepted job) throws IOException, InterruptedException {
        ledger.addCancelled(job.id());
        var answer = gateways.post(JOBS + "/" + job.id() + "/cancel", Map.of(), UUID.randomUUID().toString(),
                PATIENCE);
        if (answer.status() >= 300) {
            throw new IOException("job " + job.id() + " was not cancelled: " + answer);
        }
    }
}
