package dev.skep.standalone.faults.check;

import java.util.List;

import dev.skep.standalone.faults.load.Accepted;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What a job came to.
 *
 * @param state the job as the API gives it
 * @param findings what is wrong with it
 */
public record JobResult(Accepted job, JsonNode state, List<Finding> findings) {

    public JobResult {
        findings = List.copyOf(findings);
    }

    static JobResult of(Accepted job, JsonNode state, List<Finding> findings) {
        return new JobResult(job, state, findings);
    }

    static JobResult without(Accepted job, Finding finding) {
        return new JobResult(job, JsonNodeFactory.instance.objectNode(), List.of(finding));
    }

    /** Its conclusion, or its status when it has none. */
    public String conclusion() {
        var conclusion = state.path("conclusion");
        return conclusion.isString() ? conclusion.asString() : state.path("status").asString("GONE");
    }

    /** How many attempts it took; 0 when it is not known. */
    public int attempts() {
        return state.path("attempt").asInt(0);
    }
}
