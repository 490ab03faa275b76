package dev.skep.standalone.faults.check;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import dev.skep.message.Conclusion;
import dev.skep.standalone.faults.inject.Injuries;
import dev.skep.standalone.faults.load.Accepted;
import dev.skep.standalone.faults.load.Gateways;
import dev.skep.standalone.faults.load.Ledger;
import dev.skep.standalone.faults.site.Waiting;
import tools.jackson.databind.JsonNode;

/** Looks at one job through the API, as its user would, and compares it with what is known from elsewhere. */
final class JobCheck {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int MOST_ATTEMPTS = 3;

    private final Gateways gateways;
    private final Ledger ledger;
    private final Injuries injuries;
    private final Deploys deploys;

    JobCheck(Gateways gateways, Ledger ledger, Injuries injuries, Deploys deploys) {
        this.gateways = gateways;
        this.ledger = ledger;
        this.injuries = injuries;
        this.deploys = deploys;
    }

    /** What a job came to, and what is wrong with it. */
    JobResult check(Accepted job) throws IOException, InterruptedException {
        var answer = gateways.get(path(job), PATIENCE);
        if (answer.status() != 200) {
            return JobResult.without(job, Finding.of(Breach.VANISHED, job.id(), "it was accepted at " + job.at()
                    + ", and now " + answer));
        }
        var state = settled(job, answer.json());
        if (!state.path("status").asString().equals("FINISHED")) {
            return JobResult.of(job, state, List.of(Finding.of(Breach.STRANDED, job.id(), "accepted at " + job.at()
                    + ", " + state.path("status").asString() + " in attempt " + state.path("attempt")
                    + " on " + state.path("drone") + ", pending " + state.path("pending"))));
        }
        var findings = new ArrayList<Finding>();
        var history = History.of(job.id(), gateways);
        checkDeploys(job, state, findings);
        checkAttempts(job, state, history, findings);
        if (checkConclusion(job, state, history, findings)) {
            checkOutput(job, state, history, findings);
        }
        return JobResult.of(job, state, findings);
    }

    private static String path(Accepted job) {
        return "/api/v1/jobs/" + job.id();
    }

    /** A job that its drone ended may still get its last output. */
    private JsonNode settled(Accepted job, JsonNode first) throws IOException, InterruptedException {
        var latest = new JsonNode[]{first};
        Waiting.whetherAtLast(PATIENCE, () -> {
            var log = latest[0].path("log");
            if (!latest[0].path("status").asString().equals("FINISHED") || log.path("bytes").isNull()
                    || log.path("complete").asBoolean()) {
                return true;
            }
            latest[0] = gateways.get(path(job), PATIENCE).json();
            return false;
        });
        return latest[0];
    }

    /** Whether the output can be known: not of a job that was given up in the middle. */
    private boolean checkConclusion(Accepted job, JsonNode state, History history, List<Finding> findings) {
        var conclusion = state.path("conclusion").asString();
        if (conclusion.equals(Conclusion.LOST.name())) {
            if (!mayBeLost(job, state, history)) {
                findings.add(Finding.of(Breach.GIVEN_UP, job.id(), "LOST: " + state.path("reason").asString()));
            }
            return false;
        }
        var cancelled = ledger.isCancelled(job.id()) && conclusion.equals(Conclusion.CANCELLED.name());
        if (!cancelled && !conclusion.equals(job.kind().conclusion().name())) {
            findings.add(Finding.of(Breach.WRONG_CONCLUSION, job.id(), conclusion + " instead of "
                    + job.kind().conclusion() + ": " + state.path("reason").asString()));
            return false;
        }
        return true;
    }

    /** That a drone was struck is reason enough where it may have deployed, and the third time for any job. */
    private boolean mayBeLost(Accepted job, JsonNode state, History history) {
        var over = Instant.parse(state.path("finishedAt").asString());
        return wasStruck(job, state, history, over)
                && (job.kind().deploys() || state.path("lostAttempts").size() == MOST_ATTEMPTS - 1);
    }

    private void checkOutput(Accepted job, JsonNode state, History history, List<Finding> findings)
            throws IOException, InterruptedException {
        var id = job.id();
        var cut = ledger.isCancelled(id);
        var events = history.of(state.path("attempt").asInt());
        var log = gateways.log(id, PATIENCE).body();
        HistoryCheck.check(id, events).ifPresent(findings::add);
        LogCheck.sums(id, state.path("log"), log, cut).ifPresent(findings::add);
        var output = LogCheck.ofCommands(log, events);
        LogCheck.content(id, job.kind().log(id), output, cut).ifPresent(findings::add);
        if (cut) {
            CancelCheck.check(id, state, output.length > 0).ifPresent(findings::add);
        }
    }

    private void checkDeploys(Accepted job, JsonNode state, List<Finding> findings) {
        var lines = deploys.of(job.id());
        if (lines.size() > 1) {
            findings.add(Finding.of(Breach.DEPLOYED_TWICE, job.id(), String.join("; ", lines)));
        }
        if (lines.isEmpty() && job.kind().deploys()
                && state.path("conclusion").asString().equals(Conclusion.SUCCESS.name())) {
            findings.add(Finding.of(Breach.NOT_DEPLOYED, job.id(), "it succeeded, and deployed nothing"));
        }
    }

    /** An attempt that had begun is only over early when its drone was struck. */
    private void checkAttempts(Accepted job, JsonNode state, History history, List<Finding> findings) {
        for (var attempt : state.path("lostAttempts")) {
            var over = history.when(attempt.path("attempt").asInt(), "job:lost").orElse(job.at());
            if (attempt.path("begun").asBoolean() && !wasStruck(job, attempt, history, over)) {
                findings.add(Finding.of(Breach.NEEDLESS_ATTEMPT, job.id(), attempt + " was over at " + over));
            }
        }
    }

    /**
     * Whether the drone of an attempt was struck before this attempt was over, and not long before it had it.
     *
     * @param attempt what has a number and a drone: a lost attempt, or the job for its last one
     */
    private boolean wasStruck(Accepted job, JsonNode attempt, History history, Instant over) {
        var begin = history.when(attempt.path("attempt").asInt(), "job:assigned").orElse(job.at());
        return injuries.explain(attempt.path("drone").asString(), begin, over);
    }
}
