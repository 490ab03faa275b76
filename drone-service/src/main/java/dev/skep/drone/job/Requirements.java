package dev.skep.drone.job;

import java.util.Map;

import dev.skep.drone.file.JobFile;
import dev.skep.message.JobType;
import dev.skep.message.Phase;
import org.jspecify.annotations.Nullable;

/** Whether a job file can be run as it stands, for this kind of job, on this drone. */
final class Requirements {

    private Requirements() {}

    /** What is missing and what to do; null when nothing is. */
    static @Nullable String unmet(JobFile file, JobType type, Host host) {
        if (!file.plugins().isEmpty()) {
            return "skep.yml asks for the plugins " + String.join(", ", file.plugins())
                    + ", but drones have no plugins yet: take them out and use commands";
        }
        if (!file.needs().plugins().isEmpty()) {
            return "skep.yml needs the plugins " + String.join(", ", file.needs().plugins()) + ", but drone "
                    + host.drone() + " has none: take them out and use commands";
        }
        var label = unmetLabel(file.needs().labels(), host);
        return label == null ? withoutCommands(file, type) : label;
    }

    private static @Nullable String unmetLabel(Map<String, String> needed, Host host) {
        for (var label : needed.entrySet()) {
            var offered = host.labels().get(label.getKey());
            if (!label.getValue().equals(offered)) {
                return "skep.yml needs a drone with the label " + label.getKey() + "=" + label.getValue()
                        + ", but drone " + host.drone() + " has "
                        + (offered == null ? "no label " + label.getKey() : label.getKey() + "=" + offered)
                        + ": start a drone with it, or change needs";
            }
        }
        return null;
    }

    private static @Nullable String withoutCommands(JobFile file, JobType type) {
        if (type.tests() && file.commands(Phase.TEST).isEmpty()) {
            return without(Phase.TEST, type);
        }
        return type.deploys() && file.commands(Phase.DEPLOY).isEmpty() ? without(Phase.DEPLOY, type) : null;
    }

    private static String without(Phase phase, JobType type) {
        return "skep.yml has no commands for the phase " + phase.word() + ", but the job's type is " + type
                + ": add the key " + phase.word() + ", or change the type";
    }
}
