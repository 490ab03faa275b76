package dev.skep.drone.job;

import java.util.List;
import java.util.Map;

import dev.skep.message.Needs;
import dev.skep.message.Vcs;
import org.jspecify.annotations.Nullable;

/**
 * What a drone has for jobs.
 *
 * @param vcs the version control programs that it can check out from
 * @param plugins ids of its plugins
 * @param executors names of the executors that can be used now
 * @param labels what jobs may ask for by name and value
 */
public record Offer(List<Vcs> vcs, List<String> plugins, List<String> executors, Map<String, String> labels) {

    /** What of these needs is lacking here, as the end of a sentence; null when nothing is. */
    @Nullable
    String lacks(Needs needs) {
        for (var plugin : needs.plugins()) {
            if (!plugins.contains(plugin)) {
                return "the plugin " + plugin;
            }
        }
        if (needs.executor() != null && !executors.contains(needs.executor())) {
            return "the executor " + needs.executor();
        }
        for (var label : needs.labels().entrySet()) {
            if (!label.getValue().equals(labels.get(label.getKey()))) {
                return "the label " + label.getKey() + "=" + label.getValue();
            }
        }
        return vcs.contains(needs.vcs()) ? null : needs.vcs().word();
    }
}
