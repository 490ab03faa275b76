package dev.skep.drone.file;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Takes a YAML node for what JSON can hold. Counts as it goes: a few aliases of aliases can stand for millions of values.
 */
final class Values {

    private static final int MOST = 10_000;

    private final Node whole;
    private int count;

    private Values(Node whole) {
        this.whole = whole;
    }

    /** A mapping of texts to anything. */
    static Map<String, Object> of(Node node, String expected) {
        var map = new LinkedHashMap<String, Object>();
        var values = new Values(node);
        Fields.mapping(node, expected).forEach((key, value) -> map.put(key, values.json(value)));
        return map;
    }

    private @Nullable Object json(Node node) {
        if (++count > MOST) {
            throw Unexpected.at(whole, "expected at most " + MOST + " values");
        }
        return switch (node) {
            case ScalarNode scalar -> scalar(scalar);
            case SequenceNode list -> list.getValue().stream().map(this::json).toList();
            case MappingNode map -> {
                var texts = new LinkedHashMap<String, @Nullable Object>();
                Fields.mapping(map, "a mapping").forEach((key, value) -> texts.put(key, json(value)));
                yield texts;
            }
            default -> throw Unexpected.at(node, "expected texts, numbers, booleans, lists and mappings only");
        };
    }

    /** A number keeps the digits that it is written with: 22.10 is not 22.1. */
    private static @Nullable Object scalar(ScalarNode node) {
        var text = Fields.text(node, "a value");
        if (node.getTag().equals(Tag.NULL)) {
            return null;
        }
        if (node.getTag().equals(Tag.BOOL)) {
            return Boolean.valueOf(text);
        }
        try {
            if (node.getTag().equals(Tag.INT)) {
                return new BigInteger(text);
            }
            return node.getTag().equals(Tag.FLOAT) ? new BigDecimal(text) : text;
        } catch (NumberFormatException notOfJson) { // such as .inf
            return text;
        }
    }
}
