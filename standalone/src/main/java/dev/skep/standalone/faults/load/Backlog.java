package dev.skep.standalone.faults.load;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The jobs that were accepted and are not over. */
public final class Backlog {

    private static final Logger log = LoggerFactory.getLogger(Backlog.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    /** When no end was seen for so long, it may have come while no stream stood: ask. */
    private static final Duration UNSEEN = Duration.ofSeconds(5);

    private final Ledger ledger;
    private final Watch watch;
    private final Gateways gateways;

    /** Of the jobs in this ledger. */
    public Backlog(Ledger ledger, Watch watch, Gateways gateways) {
        this.ledger = ledger;
        this.watch = watch;
        this.gateways = gateways;
    }

    /** How many there are, as far as is seen. */
    public int size() {
        return (int) ledger.jobs().stream().filter(job -> !watch.hasEnded(job.id())).count();
    }

    /** Asks Skep for those whose end should have been seen by now. When nobody answers, nothing is known. */
    public void review() throws InterruptedException {
        try {
            for (var job : ledger.jobs()) {
                if (!watch.hasEnded(job.id()) && job.at().isBefore(Instant.now().minus(UNSEEN))) {
                    ask(job);
                }
            }
        } catch (IOException nobodyAnswers) {
            log.debug("Which jobs are over is not known: {}", nobodyAnswers.getMessage());
        }
    }

    private void ask(Accepted job) throws IOException, InterruptedException {
        var answer = gateways.get("/api/v1/jobs/" + job.id(), PATIENCE);
        if (answer.status() == 200 && answer.json().path("status").asString().equals("FINISHED")) {
            watch.noteEnd(job.id());
        }
    }
}
