package dev.skep.plugin;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * A plugin's settings for one job: checked, of the types that were declared, and with their fallbacks.
 *
 * @param values by name; settings that were not given and have no fallback are not in it
 */
public record Config(Map<String, Object> values) {

    public Config {
        values = Map.copyOf(values);
    }

    /** A setting of type {@code TEXT}; null when it was not given. */
    public @Nullable String text(String name) {
        return (String) values.get(name);
    }

    /** A setting of type {@code TEXT} that is required or has a fallback. */
    public String requiredText(String name) {
        return Objects.requireNonNull(text(name), name);
    }

    /** A setting of type {@code NUMBER}; null when it was not given. */
    public @Nullable Number number(String name) {
        return (Number) values.get(name);
    }

    /** A setting of type {@code BOOLEAN}; false when it was not given. */
    public boolean isSet(String name) {
        return Boolean.TRUE.equals(values.get(name));
    }

    /** A setting of type {@code TEXTS}; empty when it was not given. */
    public List<String> texts(String name) {
        return values.get(name) instanceof List<?> list ? list.stream().map(String::valueOf).toList() : List.of();
    }

    /** A setting of type {@code MAP}; empty when it was not given. */
    public Map<String, String> map(String name) {
        var map = new LinkedHashMap<String, String>();
        if (values.get(name) instanceof Map<?, ?> given) {
            given.forEach((key, value) -> map.put(String.valueOf(key), String.valueOf(value)));
        }
        return map;
    }
}
