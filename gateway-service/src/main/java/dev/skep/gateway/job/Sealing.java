package dev.skep.gateway.job;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import dev.skep.gateway.project.Project;
import dev.skep.message.Auth;
import dev.skep.message.PluginSource;
import dev.skep.message.PluginUse;
import dev.skep.message.Sealed;
import org.jspecify.annotations.Nullable;

/**
 * All that is sealed of a job, in one place, to be forgotten when the job is over.
 *
 * @param auth what opens the repository; null where nothing is needed
 * @param plugins what opens the repositories of plugins, by the plugin's id
 * @param secrets environment variables for commands, by name
 */
public record Sealing(@Nullable Auth auth, Map<String, Auth> plugins, Map<String, Sealed> secrets) {

    /** Nothing. */
    static final Sealing NONE = new Sealing(null, Map.of(), Map.of());

    /** An empty map may be missing in the store. */
    public Sealing {
        plugins = Map.copyOf(Objects.requireNonNullElse(plugins, Map.of()));
        secrets = Map.copyOf(Objects.requireNonNullElse(secrets, Map.of()));
    }

    /** What a job with these plugins needs of the project; a fork's only what the drone itself needs. */
    static Sealing of(Project project, List<PluginUse> plugins, boolean fork) {
        var opens = new LinkedHashMap<String, Auth>();
        for (var plugin : plugins) {
            if (plugin.source() instanceof PluginSource.Git git && git.auth() != null) {
                opens.put(plugin.id(), git.auth());
            }
        }
        return new Sealing(project.repo().auth(), opens,
                fork && !project.forkSecrets() ? Map.of() : project.secrets());
    }

    /** The ids of the keys that open all this. */
    List<String> keys() {
        var all = new ArrayList<>(secrets.values());
        Stream.concat(Stream.ofNullable(auth), plugins.values().stream()).forEach(opens -> {
            switch (opens) {
                case Auth.Https https -> all.add(https.password());
                case Auth.Ssh ssh -> {
                    all.add(ssh.key());
                    if (ssh.passphrase() != null) {
                        all.add(ssh.passphrase());
                    }
                }
            }
        });
        return all.stream().map(Sealed::key).distinct().sorted().toList();
    }

    /** The plugin without what opens its repository. */
    static PluginUse without(PluginUse plugin) {
        return with(plugin, null);
    }

    /** The plugin with what opens its repository. */
    PluginUse putBack(PluginUse plugin) {
        return with(plugin, plugins.get(plugin.id()));
    }

    private static PluginUse with(PluginUse plugin, @Nullable Auth auth) {
        return plugin.source() instanceof PluginSource.Git git
                ? new PluginUse(plugin.id(), plugin.enabled(), plugin.config(),
                        new PluginSource.Git(git.url(), git.ref(), auth))
                : plugin;
    }
}
