package dev.skep.drone.file;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.skep.drone.file.JobFile.CommandEntry;
import dev.skep.drone.file.JobFile.NeedsEntry;
import dev.skep.message.Phase;
import dev.skep.plugin.Command;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Makes a job file of the root of a YAML document. Strict: what it does not know is a mistake. */
final class JobFileParser {

    private static final int MOST_COMMANDS = 1000;
    private static final int MOST_LABELS = 50;
    private static final String COMMANDS = "a command or a list of commands";
    private static final String COMMAND = "a command, or a mapping with run, name, timeout";

    private JobFileParser() {}

    static JobFile parse(Node root) {
        var fields = Fields.mapping(root, "a mapping with " + String.join(", ", topKeys()), topKeys());
        return new JobFile(env(fields.get("env")), duration(fields.get("timeout")),
                duration(fields.get("quiet-timeout")),
                needs(fields.get("needs")), Plugins.of(fields.get("plugins")), Executors.of(fields.get("executor")),
                phases(fields));
    }

    private static Set<String> topKeys() {
        var keys = new LinkedHashSet<>(List.of("env", "timeout", "quiet-timeout", "needs"));
        Arrays.stream(Phase.values()).map(Phase::word).forEach(keys::add);
        keys.add("plugins");
        keys.add("executor");
        return keys;
    }

    private static Map<String, String> env(@Nullable Node node) {
        var env = new LinkedHashMap<String, String>();
        if (node != null) {
            Fields.mapping(node, "a mapping of names to values").forEach((name, value) -> {
                if (!Command.VARIABLE.matcher(name).matches()) {
                    throw Unexpected.at(value, "expected the name of an environment variable (letters, digits and _, no"
                            + " digit first), but found \"" + name + "\"");
                }
                env.put(name, Fields.text(value, "a text or number as the value of " + name));
            });
        }
        return env;
    }

    private static @Nullable Duration duration(@Nullable Node node) {
        if (node == null) {
            return null;
        }
        var form = "a duration such as 90s, 5m or 1h30m";
        var text = Fields.text(node, form);
        var duration = DurationText.parse(text);
        if (duration == null) {
            throw Unexpected.at(node, "expected " + form + ", but found \"" + text + "\"");
        }
        return duration;
    }

    private static NeedsEntry needs(@Nullable Node node) {
        if (node == null) {
            return NeedsEntry.NOTHING;
        }
        var fields = Fields.mapping(node, "a mapping with plugins, labels", ordered("plugins", "labels"));
        var labels = new LinkedHashMap<String, String>();
        var wanted = fields.get("labels");
        if (wanted != null) {
            Fields.mapping(wanted, "a mapping of labels to values")
                    .forEach((label, value) -> labels.put(label, Fields.bounded(value, "the value of a label")));
            if (labels.size() > MOST_LABELS || labels.keySet().stream().anyMatch(name -> name.length() > MOST_LABELS)) {
                throw Unexpected.at(wanted, "expected at most " + MOST_LABELS + " labels, with names of at most "
                        + MOST_LABELS + " characters");
            }
        }
        return new NeedsEntry(Fields.texts(fields.get("plugins"), "the id of a plugin"), labels);
    }

    private static Map<Phase, List<CommandEntry>> phases(Map<String, Node> fields) {
        var phases = new EnumMap<Phase, List<CommandEntry>>(Phase.class);
        for (var phase : Phase.values()) {
            var node = fields.get(phase.word());
            var commands = node == null ? List.<CommandEntry>of() : commands(node);
            if (!commands.isEmpty()) {
                phases.put(phase, commands);
            }
        }
        return phases;
    }

    private static List<CommandEntry> commands(Node node) {
        return switch (node) {
            case SequenceNode several when several.getValue().size() > MOST_COMMANDS ->
                throw Unexpected.at(node, "expected at most " + MOST_COMMANDS + " commands in a phase");
            case SequenceNode several -> several.getValue().stream().map(JobFileParser::command).toList();
            case ScalarNode one -> List.of(new CommandEntry(Fields.filled(one, COMMANDS), null, null));
            case MappingNode one -> List.of(command(one));
            default -> throw Unexpected.at(node, "expected " + COMMANDS);
        };
    }

    private static CommandEntry command(Node node) {
        if (!(node instanceof MappingNode)) {
            return new CommandEntry(Fields.filled(node, COMMAND), null, null);
        }
        var fields = Fields.mapping(node, COMMAND, ordered("run", "name", "timeout"));
        var run = fields.get("run");
        if (run == null) {
            throw Unexpected.at(node, "expected the key run with the command");
        }
        var name = fields.get("name");
        return new CommandEntry(Fields.filled(run, "a command"), name == null ? null : Fields.filled(name, "a name"),
                duration(fields.get("timeout")));
    }

    static Set<String> ordered(String... keys) {
        return new LinkedHashSet<>(List.of(keys));
    }
}
