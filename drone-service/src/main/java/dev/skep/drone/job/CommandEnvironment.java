package dev.skep.drone.job;

import java.util.HashMap;
import java.util.Map;

import dev.skep.drone.checkout.Checkout.CheckedOut;
import dev.skep.message.JobData;

/** What commands see of the world. */
final class CommandEnvironment {

    private CommandEnvironment() {}

    /** What the executor's place has anyway comes first, what the file sets last. */
    static Map<String, String> of(Map<String, String> place, Host host, JobData job, CheckedOut code,
            Map<String, String> file) {
        var environment = new HashMap<>(place);
        environment.putAll(Map.of("CI", "true", "SKEP", "true", "SKEP_JOB_ID", job.id(), "SKEP_JOB_NUMBER",
                Long.toString(job.number()), "SKEP_PROJECT", job.project(), "SKEP_JOB_TYPE", job.jobType().name(),
                "SKEP_ATTEMPT", Integer.toString(job.attempt()), "SKEP_COMMIT", code.commit(), "SKEP_DRONE",
                host.drone()));
        if (code.branch() != null) {
            environment.put("SKEP_BRANCH", code.branch());
        }
        environment.putAll(file);
        return environment;
    }
}
