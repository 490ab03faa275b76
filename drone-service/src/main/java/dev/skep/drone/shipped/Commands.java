package dev.skep.drone.shipped;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.skep.message.Phase;
import dev.skep.plugin.Command;
import dev.skep.plugin.CommandFailed;
import dev.skep.plugin.Steps;
import dev.skep.plugin.Work;

/** Work that is known in advance: commands for phases. */
final class Commands implements Work {

    private final Map<Phase, List<Command>> commands = new EnumMap<>(Phase.class);
    private final List<String> path = new ArrayList<>();

    Commands add(Phase phase, Command command) {
        commands.computeIfAbsent(phase, none -> new ArrayList<>()).add(command);
        return this;
    }

    Commands path(String directory) {
        path.add(directory);
        return this;
    }

    @Override
    public List<String> path() {
        return List.copyOf(path);
    }

    @Override
    public Set<Phase> phases() {
        return Set.copyOf(commands.keySet());
    }

    @Override
    public void run(Phase phase, Steps steps) throws CommandFailed {
        for (var command : commands.getOrDefault(phase, List.of())) {
            steps.run(command);
        }
    }
}
