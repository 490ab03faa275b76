package dev.skep.drone.job;

import java.util.List;

import dev.skep.drone.file.JobFile;
import dev.skep.message.JobType;
import dev.skep.message.Phase;
import org.jspecify.annotations.Nullable;

/** Whether there is something to do for this kind of job. */
final class Requirements {

    private Requirements() {}

    /** What is missing and what to do; null when nothing is. */
    static @Nullable String unmet(JobFile file, List<PluginPart> plugins, JobType type) {
        if (type.tests() && isEmpty(Phase.TEST, file, plugins)) {
            return without(Phase.TEST, file, type);
        }
        return type.deploys() && isEmpty(Phase.DEPLOY, file, plugins) ? without(Phase.DEPLOY, file, type) : null;
    }

    private static boolean isEmpty(Phase phase, JobFile file, List<PluginPart> plugins) {
        return file.commands(phase).isEmpty()
                && plugins.stream().noneMatch(plugin -> plugin.work().phases().contains(phase));
    }

    private static String without(Phase phase, JobFile file, JobType type) {
        var none = file.equals(JobFile.NONE);
        return (none ? "the repository has no skep.yml, and no plugin has commands" : "skep.yml has no commands")
                + " for the phase " + phase.word() + ", but the job's type is " + type + ": add "
                + (none ? "the file with the key " : "the key ") + phase.word() + ", or change the type";
    }
}
