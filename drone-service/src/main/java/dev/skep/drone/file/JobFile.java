package dev.skep.drone.file;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import dev.skep.message.ExecutorConfig;
import dev.skep.message.Phase;
import dev.skep.message.PluginUse;
import org.jspecify.annotations.Nullable;

/**
 * What a repository's {@code skep.yml} says.
 *
 * @param env environment variables for all commands
 * @param timeout the longest a job may run, null where the file sets no limit
 * @param quietTimeout the longest a command may write nothing, null where the file sets no limit
 * @param needs what a drone must offer
 * @param plugins the plugins to run, in order, with their settings
 * @param executor how commands are to run, null where the file does not say
 * @param phases the commands of each phase; phases without commands are not in it
 */
public record JobFile(Map<String, String> env, @Nullable Duration timeout, @Nullable Duration quietTimeout,
        NeedsEntry needs, List<PluginUse> plugins, @Nullable ExecutorConfig executor,
        Map<Phase, List<CommandEntry>> phases) {

    /** Where it lies in a repository. */
    public static final String NAME = "skep.yml";

    /** What a repository without the file says. */
    public static final JobFile NONE = new JobFile(Map.of(), null, null, NeedsEntry.NOTHING, List.of(), null, Map.of());

    public JobFile {
        env = Map.copyOf(env);
        plugins = List.copyOf(plugins);
        phases = Map.copyOf(phases);
    }

    /** The phase's commands, in order. */
    public List<CommandEntry> commands(Phase phase) {
        return phases.getOrDefault(phase, List.of());
    }

    /**
     * One command of a phase.
     *
     * @param run what to run
     * @param name what to call it, null without a name
     * @param timeout the longest it may run, null where the file sets no limit
     */
    public record CommandEntry(String run, @Nullable String name, @Nullable Duration timeout) {}

    /**
     * What a drone must offer.
     *
     * @param plugins ids of plugins
     * @param labels labels with their values
     */
    public record NeedsEntry(List<String> plugins, Map<String, String> labels) {

        static final NeedsEntry NOTHING = new NeedsEntry(List.of(), Map.of());

        public NeedsEntry {
            plugins = List.copyOf(plugins);
            labels = Map.copyOf(labels);
        }
    }
}
