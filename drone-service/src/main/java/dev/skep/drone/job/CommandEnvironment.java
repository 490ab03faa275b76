package dev.skep.drone.job;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.skep.drone.checkout.Checkout.CheckedOut;
import dev.skep.drone.process.JobEnvironment;
import dev.skep.drone.secret.Secret;
import dev.skep.message.JobData;

/** What commands see of the world. */
final class CommandEnvironment {

    private static final String PATH = "PATH";

    private CommandEnvironment() {}

    /** What every job has: what its place has anyway, what it may know of itself, and its secrets. */
    static Map<String, String> of(Map<String, String> place, Host host, JobData job, CheckedOut code,
            Map<String, Secret> secrets) {
        var environment = new HashMap<>(place);
        environment.putAll(Map.of("CI", "true", "SKEP", "true", "SKEP_JOB_ID", job.id(), "SKEP_JOB_NUMBER",
                Long.toString(job.number()), "SKEP_PROJECT", job.project(), "SKEP_JOB_TYPE", job.jobType().name(),
                "SKEP_ATTEMPT", Integer.toString(job.attempt()), "SKEP_COMMIT", code.commit(), "SKEP_DRONE",
                host.drone(), "SKEP_TRIGGER", job.trigger().type()));
        if (code.branch() != null) {
            environment.put("SKEP_BRANCH", code.branch());
        }
        secrets.forEach((name, secret) -> environment.put(name, secret.value()));
        return environment;
    }

    /** That, with what the plugins add, in their order, and what the file sets, which comes last. */
    static Map<String, String> with(Map<String, String> base, List<PluginPart> plugins, Map<String, String> file) {
        var environment = new HashMap<>(base);
        plugins.forEach(plugin -> environment.putAll(plugin.work().environment()));
        environment.putAll(file);
        var before = plugins.stream().flatMap(plugin -> plugin.work().path().stream());
        environment.put(PATH,
                Stream.concat(before, Stream.of(environment.getOrDefault(PATH, JobEnvironment.USUAL_PATH)))
                        .collect(Collectors.joining(":")));
        return environment;
    }
}
