package dev.skep.plugin;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A setting that a plugin takes.
 *
 * @param name its name
 * @param type what it takes
 * @param required whether it must be given
 * @param fallback what it is when it is not given; null for nothing
 * @param choices the only values that it takes; empty for any of its type
 * @param about what it is for, in one line
 */
public record Setting(String name, Type type, boolean required, @Nullable Object fallback, List<Object> choices,
        String about) {

    public Setting {
        choices = List.copyOf(choices);
    }

    /** What a setting takes, as JSON knows it. */
    public enum Type {
        /** A text; numbers and booleans are taken as they are written. */
        TEXT,
        /** A number. */
        NUMBER,
        /** True or false. */
        BOOLEAN,
        /** A list of texts, or one text. */
        TEXTS,
        /** A mapping of texts to texts. */
        MAP
    }

    /** A setting that must be given. */
    public static Setting required(String name, Type type, String about) {
        return new Setting(name, type, true, null, List.of(), about);
    }

    /** A setting that need not be given. */
    public static Setting optional(String name, Type type, @Nullable Object fallback, String about) {
        return new Setting(name, type, false, fallback, List.of(), about);
    }

    /** The same setting with only these values. */
    public Setting oneOf(Object... values) {
        return new Setting(name, type, required, fallback, List.of(values), about);
    }
}
