package dev.skep.drone.job;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;

import dev.skep.drone.file.JobFile;
import dev.skep.message.ExecutorConfig;
import dev.skep.message.JobData;
import dev.skep.message.Needs;
import dev.skep.message.PluginUse;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done, from what the project says and what the repository says.
 *
 * @param file what {@code skep.yml} says
 * @param plugins the plugins that run, in order
 * @param executor how commands run
 */
record Plan(JobFile file, List<PluginUse> plugins, ExecutorConfig executor) {

    /** What is said does not go together; the message says what, for the project's people. */
    static final class Contradiction extends Exception {
        Contradiction(String reason) {
            super(reason);
        }

        String reason() {
            return String.valueOf(getMessage());
        }
    }

    /** @throws NeedsAnotherDrone when this drone lacks what is needed */
    static Plan of(JobData job, JobFile file, Host host, Offer offer) throws Contradiction, NeedsAnotherDrone {
        var plugins = merged(job.plugins(), file.plugins()).stream().filter(PluginUse::enabled).toList();
        var executor = ExecutorChoice.of(job.executor(), file.executor());
        var needs = needs(job.needs(), file, plugins, executor);
        var lacking = offer.lacks(needs);
        if (lacking != null) {
            throw new NeedsAnotherDrone("the job needs " + lacking + ", which drone " + host.drone() + " has not",
                    needs);
        }
        return new Plan(file, plugins, executor == null ? ExecutorConfig.of(usual(offer)) : executor);
    }

    /** Processes, unless this drone runs none: an image must be named. */
    private static String usual(Offer offer) {
        return offer.executors().isEmpty() || offer.executors().contains(ExecutorConfig.PROCESS)
                ? ExecutorConfig.PROCESS
                : offer.executors().getFirst();
    }

    /** The project's list, with what the file says of the same plugins; then those of the file alone. */
    private static List<PluginUse> merged(List<PluginUse> project, List<PluginUse> file) {
        var merged = new LinkedHashMap<String, PluginUse>();
        project.forEach(plugin -> merged.put(plugin.id(), plugin));
        file.forEach(plugin -> merged.merge(plugin.id(), plugin, Plan::merged));
        return List.copyOf(merged.values());
    }

    /** What the project switched off stays off, and where it has a plugin from holds. */
    private static PluginUse merged(PluginUse project, PluginUse file) {
        var config = new HashMap<>(project.config());
        config.putAll(file.config());
        return new PluginUse(project.id(), project.enabled() && file.enabled(), config,
                project.source());
    }

    private static Needs needs(Needs project, JobFile file, List<PluginUse> run, @Nullable ExecutorConfig executor) {
        var plugins = new LinkedHashSet<>(file.needs().plugins());
        run.stream().filter(plugin -> plugin.source() != null).map(PluginUse::id).forEach(plugins::remove);
        run.stream().filter(plugin -> plugin.source() == null).map(PluginUse::id).forEach(plugins::add);
        var labels = new HashMap<>(project.labels());
        labels.putAll(file.needs().labels());
        return new Needs(project.vcs(), List.copyOf(plugins), executor == null ? null : executor.type(), labels,
                project.keys());
    }
}
