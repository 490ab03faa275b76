package dev.skep.drone.plugin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.skep.drone.checkout.Directories;
import dev.skep.plugin.PluginFailure;
import dev.skep.plugin.Setting;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What {@code skep-plugin.json} says, in the root of a plugin that is a program of its own.
 *
 * @param id the plugin's id
 * @param main the program and its arguments, run in the plugin's directory
 * @param settings the settings that it takes, by name
 */
record Manifest(@Nullable String id, @Nullable List<String> main, @Nullable Map<String, SettingEntry> settings) {

    static final String NAME = "skep-plugin.json";
    private static final long LARGEST = 64 * 1024;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS) // 22.10 stays what it is
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS).build();

    /** One setting. */
    record SettingEntry(Setting.@Nullable Type type, @Nullable Boolean required, @Nullable Object fallback,
            @Nullable List<Object> choices, @Nullable String about) {

        Setting named(String name) {
            return new Setting(name, type == null ? Setting.Type.TEXT : type, Boolean.TRUE.equals(required), fallback,
                    choices == null ? List.of() : choices, about == null ? "see its documentation" : about);
        }
    }

    /** Reads the plugin in this directory. */
    static InstalledPlugin read(Path directory) throws PluginFailure, IOException {
        var file = directory.resolve(NAME);
        if (!Directories.hasFile(directory, NAME)) {
            throw new PluginFailure("it has no file " + NAME + " in its root: see docs/plugins.md");
        }
        if (Files.size(file) > LARGEST) {
            throw new PluginFailure("its " + NAME + " is larger than 64 KiB");
        }
        try {
            return JSON.readValue(Files.readString(file), Manifest.class).plugin(directory);
        } catch (DatabindException e) {
            throw new PluginFailure("its " + NAME + " is wrong at " + e.getPathReference() + ": "
                    + e.getOriginalMessage());
        } catch (JacksonException e) {
            throw new PluginFailure("its " + NAME + " is no JSON: " + e.getOriginalMessage());
        }
    }

    private InstalledPlugin plugin(Path directory) throws PluginFailure {
        if (id == null || main == null || main.isEmpty()) {
            throw new PluginFailure("its " + NAME + " must say id and main, the program with its arguments");
        }
        var all = new ArrayList<Setting>();
        if (settings != null) {
            settings.forEach((name, entry) -> all.add(entry.named(name)));
        }
        return new InstalledPlugin(id, directory, main, all);
    }
}
