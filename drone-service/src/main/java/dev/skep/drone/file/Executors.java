package dev.skep.drone.file;

import java.util.Map;

import dev.skep.message.ExecutorConfig;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads the key {@code executor}. */
final class Executors {

    private static final String EXECUTOR = "the name of an executor, or a mapping with type, image, memory, cpus, pids,"
            + " network, user";

    private Executors() {}

    static @Nullable ExecutorConfig of(@Nullable Node node) {
        if (node == null) {
            return null;
        }
        if (!(node instanceof MappingNode)) {
            return ExecutorConfig.of(Fields.bounded(node, EXECUTOR));
        }
        var fields = Fields.mapping(node, EXECUTOR,
                JobFileParser.ordered("type", "image", "memory", "cpus", "pids", "network", "user"));
        var image = text(fields, "image");
        var type = text(fields, "type");
        if (type == null && image == null) {
            throw Unexpected.at(node, "expected the key type, such as docker");
        }
        var cpus = fields.get("cpus");
        var pids = fields.get("pids");
        return new ExecutorConfig(type == null ? ExecutorConfig.DOCKER : type, image, text(fields, "memory"),
                cpus == null ? null : Fields.number(cpus, "a number of processors such as 1.5"),
                pids == null ? null : (int) Fields.number(pids, "a number of processes"), text(fields, "network"),
                text(fields, "user"));
    }

    private static @Nullable String text(Map<String, Node> fields, String key) {
        var node = fields.get(key);
        return node == null ? null : Fields.bounded(node, "a text as the value of " + key);
    }
}
