package dev.skep.gateway.project;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.skep.message.PluginSource;
import dev.skep.message.PluginUse;
import org.jspecify.annotations.Nullable;

/**
 * What a project, or the rule of a branch, says of a plugin.
 *
 * @param id the plugin's id
 * @param enabled whether it runs; null leaves it as it is, and that is yes where nobody says otherwise
 * @param config its settings; those of a branch replace the project's one by one
 * @param source where it comes from; null leaves it as it is, and that is the drone where nobody says otherwise
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PluginSetting(String id, @Nullable Boolean enabled, Map<String, Object> config,
        @Nullable PluginSource source) {

    public PluginSetting {
        config = Collections.unmodifiableMap(new LinkedHashMap<>(config)); // may hold nulls
    }

    /** The plugins that are used when {@code branch} has its say after {@code project}. */
    static List<PluginUse> merged(List<PluginSetting> project, List<PluginSetting> branch) {
        var uses = new LinkedHashMap<String, PluginUse>();
        var settings = new ArrayList<>(project);
        settings.addAll(branch);
        settings.forEach(setting -> uses.merge(setting.id, setting.alone(), (before, own) -> setting.over(before)));
        return List.copyOf(uses.values());
    }

    private PluginUse alone() {
        return new PluginUse(id, enabled == null || enabled, config, source);
    }

    private PluginUse over(PluginUse before) {
        var merged = new LinkedHashMap<>(before.config());
        merged.putAll(config);
        return new PluginUse(id, enabled == null ? before.enabled() : enabled, merged,
                source == null ? before.source() : source);
    }
}
