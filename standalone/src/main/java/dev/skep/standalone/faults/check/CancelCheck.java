package dev.skep.standalone.faults.check;

import java.util.Optional;
import java.util.stream.StreamSupport;

import tools.jackson.databind.JsonNode;

/**
 * Whether a job that was cancelled says what became of its processes. Nobody can say it of one that ended before a drone had
 * it, or whose drone died: but what is said must be good then, too.
 */
final class CancelCheck {

    private CancelCheck() {}

    /**
     * Checks the evidence.
     *
     * @param state the job, which ended as cancelled; only those are cancelled that ignore SIGTERM
     * @param begun whether its command had begun, so that there were processes
     */
    static Optional<Finding> check(String job, JsonNode state, boolean begun) {
        var cancel = state.path("cancel");
        // Only the drone that ends a job knows what its log must come to.
        var isEndedByDrone = state.path("log").path("bytes").isNumber();
        if (isEndedByDrone && !(cancel.path("deliveredAt").isString() && cancel.path("endedAt").isString())) {
            return Optional.of(Finding.of(Breach.EVIDENCE_MISSING, job,
                    "its drone ended it, and does not say when it was told to, and when all processes had ended: "
                            + cancel));
        }
        if (!cancel.path("left").isEmpty()) {
            return Optional.of(Finding.of(Breach.PROCESS_LEFT, job, "its drone says so: " + cancel));
        }
        if (cancel.path("endedAt").isString() && begun && !isAnyKilled(cancel.path("signalled"))) {
            return Optional.of(Finding.of(Breach.EVIDENCE_MISSING, job,
                    "it had processes that ignore SIGTERM, and none is said to have been killed: " + cancel));
        }
        return Optional.empty();
    }

    private static boolean isAnyKilled(JsonNode signalled) {
        return StreamSupport.stream(signalled.spliterator(), false).map(process -> process.path("signals"))
                .flatMap(signals -> StreamSupport.stream(signals.spliterator(), false))
                .anyMatch(signal -> signal.asString().equals("KILL"));
    }
}
