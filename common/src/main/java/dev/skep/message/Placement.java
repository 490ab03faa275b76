package dev.skep.message;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * How the queen saw the drones when she decided about a job.
 *
 * @param policy the rule's name
 * @param drones how many drones there were
 * @param candidates the drones, in the order of the rule, those that were ruled out last; of very many only the first
 */
public record Placement(String policy, int drones, List<Candidate> candidates) {

    public Placement {
        candidates = List.copyOf(candidates);
    }

    /**
     * One drone.
     *
     * @param held how many jobs it ran or had waiting, the ones just sent to it included
     * @param heartbeatAgeMillis how old its last word was
     * @param ruledOut why the job could not go there, for people; null when it could
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Candidate(String drone, DroneInfo.State state, int speed, int capacity, int held,
            long heartbeatAgeMillis, @Nullable String ruledOut) {}
}
