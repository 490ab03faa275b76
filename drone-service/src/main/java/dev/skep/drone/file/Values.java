package dev.skep.drone.file;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.constructor.StandardConstructor;
import org.snakeyaml.engine.v2.nodes.Node;

/** Takes a YAML node for what JSON can hold. Counts as it goes: a few aliases of aliases can stand for millions of values. */
final class Values {

    private static final int MOST = 10_000;

    private final Node whole;
    private int count;

    private Values(Node whole) {
        this.whole = whole;
    }

    /** A mapping of texts to anything. */
    static Map<String, Object> of(Node node, String expected) {
        Fields.mapping(node, expected);
        var constructed = new StandardConstructor(LoadSettings.builder().build())
                .constructSingleDocument(Optional.of(node));
        var map = new LinkedHashMap<String, Object>();
        if (constructed instanceof Map<?, ?> given) {
            var values = new Values(node);
            given.forEach((key, value) -> map.put(String.valueOf(key), values.json(value)));
        }
        return map;
    }

    private @Nullable Object json(@Nullable Object value) {
        if (++count > MOST) {
            throw Unexpected.at(whole, "expected at most " + MOST + " values");
        }
        return switch (value) {
            case null -> null;
            case String text -> text;
            case Boolean truth -> truth;
            case Number number -> number;
            case List<?> list -> list.stream().map(this::json).toList();
            case Map<?, ?> map -> {
                var texts = new LinkedHashMap<String, @Nullable Object>();
                map.forEach((key, item) -> texts.put(String.valueOf(key), json(item)));
                yield texts;
            }
            default -> throw Unexpected.at(whole, "expected texts, numbers, booleans, lists and mappings only");
        };
    }
}
