package dev.skep.drone.file;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.skep.message.PluginSource;
import dev.skep.message.PluginUse;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads the key {@code plugins}. */
final class Plugins {

    private static final String PLUGIN = "the id of a plugin, or a mapping with id, config, enabled, source";

    private static final int MOST = 50;

    private Plugins() {}

    static List<PluginUse> of(@Nullable Node node) {
        var plugins = new ArrayList<PluginUse>();
        var ids = new HashSet<String>();
        if (node != null) {
            for (var item : Fields.list(node, "a list, each item " + PLUGIN)) {
                var plugin = plugin(item);
                if (!ids.add(plugin.id())) {
                    throw Unexpected.at(item,
                            "expected each plugin once, but \"" + plugin.id() + "\" stands here again");
                }
                plugins.add(plugin);
            }
        }
        if (plugins.size() > MOST) {
            throw Unexpected.at(Objects.requireNonNull(node), "expected at most " + MOST + " plugins");
        }
        return plugins;
    }

    private static PluginUse plugin(Node node) {
        if (!(node instanceof MappingNode)) {
            return new PluginUse(id(node, PLUGIN), true, Map.of(), null);
        }
        var fields = Fields.mapping(node, PLUGIN, JobFileParser.ordered("id", "config", "enabled", "source"));
        var id = Fields.required(fields, "id", node);
        var config = fields.get("config");
        var enabled = fields.get("enabled");
        var source = fields.get("source");
        return new PluginUse(id(id, "the id of a plugin"), enabled == null || Fields.isTrue(enabled),
                config == null ? Map.of() : Values.of(config, "a mapping of settings"),
                source == null ? null : source(source));
    }

    private static String id(Node node, String expected) {
        var id = Fields.filled(node, expected);
        if (!PluginUse.ID.matcher(id).matches()) {
            throw Unexpected.at(node, "expected " + expected + ", which has small letters, digits and -");
        }
        return id;
    }

    private static PluginSource source(Node node) {
        var expected = "a mapping with type: npm, name, version, or with type: git, url, ref";
        var fields = Fields.mapping(node, expected);
        var type = Fields.filled(Fields.required(fields, "type", node), "npm or git");
        return switch (type) {
            case "npm" -> {
                Fields.mapping(node, expected, JobFileParser.ordered("type", "name", "version"));
                yield new PluginSource.Npm(text(fields, "name", node), text(fields, "version", node));
            }
            case "git" -> {
                Fields.mapping(node, expected, JobFileParser.ordered("type", "url", "ref"));
                yield new PluginSource.Git(text(fields, "url", node), text(fields, "ref", node), null);
            }
            default -> throw Unexpected.at(node, "expected " + expected + ", but the type is \"" + type + "\"");
        };
    }

    private static String text(Map<String, Node> fields, String key, Node whole) {
        return Fields.bounded(Fields.required(fields, key, whole), "a text as the value of " + key);
    }
}
