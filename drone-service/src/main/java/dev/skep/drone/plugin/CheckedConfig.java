package dev.skep.drone.plugin;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

import dev.skep.plugin.Config;
import dev.skep.plugin.PluginFailure;
import dev.skep.plugin.Setting;
import org.jspecify.annotations.Nullable;

/** Holds what a job says against the settings that a plugin takes. */
public final class CheckedConfig {

    private CheckedConfig() {}

    /**
     * The settings, of the types that they are declared with, and with their fallbacks.
     *
     * @throws PluginFailure when one is unknown, missing or wrong
     */
    public static Config of(List<Setting> settings, Map<String, Object> given) throws PluginFailure {
        requireKnown(settings, given);
        var values = new LinkedHashMap<String, Object>();
        for (var setting : settings) {
            var value = given.get(setting.name());
            var checked = value == null ? fallback(setting) : checked(setting, value);
            if (checked != null) {
                values.put(setting.name(), checked);
            } else if (setting.required()) {
                throw new PluginFailure("the setting " + setting.name() + " is missing: " + setting.about());
            }
        }
        return new Config(values);
    }

    private static void requireKnown(List<Setting> settings, Map<String, Object> given) throws PluginFailure {
        var unknown = new TreeSet<>(given.keySet());
        settings.forEach(setting -> unknown.remove(setting.name()));
        if (!unknown.isEmpty()) {
            var known = settings.isEmpty()
                    ? "it takes none"
                    : "it takes " + String.join(", ", settings.stream().map(Setting::name).toList());
            throw new PluginFailure("there is no setting " + unknown.first() + ": " + known);
        }
    }

    /** Whoever wrote the plugin may be wrong, too. */
    private static @Nullable Object fallback(Setting setting) throws PluginFailure {
        var fallback = setting.fallback();
        try {
            return fallback == null ? null : checked(setting, fallback);
        } catch (PluginFailure e) {
            throw new PluginFailure("its own fallback does not do: " + e.reason());
        }
    }

    private static Object checked(Setting setting, Object value) throws PluginFailure {
        var checked = converted(setting.type(), value);
        if (checked == null) {
            throw new PluginFailure("the setting " + setting.name() + " takes "
                    + words(setting.type()) + ": " + setting.about());
        }
        requireChoice(setting, checked);
        return checked;
    }

    /** As text: one number has many types. Of a list, each item is to be one of the choices. */
    private static void requireChoice(Setting setting, Object checked) throws PluginFailure {
        var choices = setting.choices().stream().map(String::valueOf).toList();
        var items = checked instanceof List<?> list ? list : List.of(checked);
        if (!choices.isEmpty() && !items.stream().map(String::valueOf).allMatch(choices::contains)) {
            throw new PluginFailure("the setting " + setting.name() + " takes one of " + String.join(", ", choices));
        }
    }

    private static @Nullable Object converted(Setting.Type type, Object value) {
        return switch (type) {
            case TEXT -> scalar(value);
            case NUMBER -> value instanceof Number ? value : null;
            case BOOLEAN -> value instanceof Boolean ? value : null;
            case TEXTS -> texts(value);
            case MAP -> map(value);
        };
    }

    private static @Nullable String scalar(@Nullable Object value) {
        return value instanceof String || value instanceof Number || value instanceof Boolean
                ? value.toString()
                : null;
    }

    private static @Nullable List<String> texts(Object value) {
        var texts = new ArrayList<String>();
        for (var item : value instanceof List<?> list ? list : List.of(value)) {
            var text = scalar(item);
            if (text == null) {
                return null;
            }
            texts.add(text);
        }
        return List.copyOf(texts);
    }

    private static @Nullable Map<String, String> map(Object value) {
        if (!(value instanceof Map<?, ?> given)) {
            return null;
        }
        var map = new LinkedHashMap<String, String>();
        for (var entry : given.entrySet()) {
            var text = scalar(entry.getValue());
            if (text == null) {
                return null;
            }
            map.put(String.valueOf(entry.getKey()), text);
        }
        return map;
    }

    private static String words(Setting.Type type) {
        return switch (type) {
            case TEXT, NUMBER -> "a " + type.name().toLowerCase(Locale.ROOT);
            case BOOLEAN -> "true or false";
            case TEXTS -> "a text or a list of texts";
            case MAP -> "a mapping of names to texts";
        };
    }
}
