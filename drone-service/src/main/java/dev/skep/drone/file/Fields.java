package dev.skep.drone.file;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Takes YAML nodes for what they must be, or says on which line they are not. */
final class Fields {

    private static final int LONGEST_NAME = 200;
    private static final int MOST_NAMES = 50;

    private Fields() {}

    /** A mapping of texts, in the order of the file. */
    static Map<String, Node> mapping(Node node, String expected) {
        if (!(node instanceof MappingNode mapping)) {
            throw Unexpected.at(node, "expected " + expected);
        }
        var fields = new LinkedHashMap<String, Node>();
        for (var field : mapping.getValue()) {
            var key = text(field.getKeyNode(), "a key");
            if (fields.put(key, field.getValueNode()) != null) {
                throw Unexpected.at(field.getKeyNode(),
                        "expected each key once, but \"" + key + "\" stands here again");
            }
        }
        return fields;
    }

    /** A mapping with none but these keys. */
    static Map<String, Node> mapping(Node node, String expected, Set<String> allowed) {
        var fields = mapping(node, expected);
        for (var key : ((MappingNode) node).getValue()) {
            var name = ((ScalarNode) key.getKeyNode()).getValue();
            if (!allowed.contains(name)) {
                throw Unexpected.at(key.getKeyNode(),
                        "expected one of " + String.join(", ", allowed) + ", but found \"" + name + "\"");
            }
        }
        return fields;
    }

    static List<Node> list(Node node, String expected) {
        if (node instanceof SequenceNode sequence) {
            return sequence.getValue();
        }
        throw Unexpected.at(node, "expected " + expected);
    }

    static List<String> texts(@Nullable Node node, String expected) {
        var texts = new ArrayList<String>();
        if (node != null) {
            for (var item : list(node, "a list, each item " + expected)) {
                texts.add(bounded(item, expected));
            }
            if (texts.size() > MOST_NAMES) {
                throw Unexpected.at(node, "expected at most " + MOST_NAMES + " items, each " + expected);
            }
        }
        return texts;
    }

    /** A scalar as it is written, such as {@code 1.10} or {@code yes}. */
    static String text(Node node, String expected) {
        if (!(node instanceof ScalarNode scalar)) {
            throw Unexpected.at(node, "expected " + expected);
        }
        if (scalar.getValue().indexOf('\0') >= 0) {
            throw Unexpected.at(node, "expected " + expected + " without the character NUL");
        }
        return scalar.getValue();
    }

    /** A name or value that other processes have to carry. */
    static String bounded(Node node, String expected) {
        var text = filled(node, expected);
        if (text.length() > LONGEST_NAME) {
            throw Unexpected.at(node, "expected " + expected + " of at most " + LONGEST_NAME + " characters");
        }
        return text;
    }

    /** A scalar that is not blank. */
    static String filled(Node node, String expected) {
        var text = text(node, expected);
        if (text.isBlank()) {
            throw Unexpected.at(node, "expected " + expected + ", but it is empty");
        }
        return text;
    }

    /** A field that must be there. */
    static Node required(Map<String, Node> fields, String key, Node whole) {
        var field = fields.get(key);
        if (field == null) {
            throw Unexpected.at(whole, "expected the key " + key);
        }
        return field;
    }

    static boolean isTrue(Node node) {
        return switch (text(node, "true or false")) {
            case "true" -> true;
            case "false" -> false;
            default -> throw Unexpected.at(node, "expected true or false");
        };
    }

    /** A number above 0. */
    static double number(Node node, String expected) {
        try {
            var number = Double.parseDouble(text(node, expected));
            if (number > 0 && number <= Integer.MAX_VALUE) {
                return number;
            }
        } catch (NumberFormatException noNumber) {
            // the same answer as for a number that makes no sense
        }
        throw Unexpected.at(node, "expected " + expected);
    }
}
