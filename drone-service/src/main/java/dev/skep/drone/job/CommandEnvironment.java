package dev.skep.drone.job;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import dev.skep.drone.checkout.Checkout.CheckedOut;
import dev.skep.message.JobData;

/** What commands see of the world. */
final class CommandEnvironment {

    private static final Set<String> PASSED = Set.of("PATH", "HOME", "USER", "LOGNAME", "SHELL", "LANG", "TZ",
            "TMPDIR");

    private CommandEnvironment() {}

    /** Little of the drone's own environment, which may hold its secrets; what the file sets comes last. */
    static Map<String, String> of(Host host, JobData job, CheckedOut code, Map<String, String> file) {
        var environment = new HashMap<String, String>();
        host.environment().forEach((name, value) -> {
            if (PASSED.contains(name) || name.startsWith("LC_")) {
                environment.put(name, value);
            }
        });
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
