package dev.skep.message;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A plugin in a job's list, with the settings of the job's branch merged in.
 *
 * @param id its id
 * @param enabled whether it runs; one that is switched off is sent as such
 * @param config its settings, as JSON has them
 * @param source where to get it; null for one that the drone has
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PluginUse(String id, boolean enabled, Map<String, Object> config, @Nullable PluginSource source) {

    /** The form of ids. */
    public static final Pattern ID = Pattern.compile("[a-z][a-z0-9-]{0,63}");

    public PluginUse {
        config = Collections.unmodifiableMap(new LinkedHashMap<>(config)); // may hold nulls
    }
}
