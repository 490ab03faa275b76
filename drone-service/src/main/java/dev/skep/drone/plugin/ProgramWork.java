package dev.skep.drone.plugin;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.skep.drone.plugin.Said.Ready;
import dev.skep.message.Phase;
import dev.skep.plugin.CommandFailed;
import dev.skep.plugin.PluginFailure;
import dev.skep.plugin.Steps;
import dev.skep.plugin.Work;
import org.jspecify.annotations.Nullable;

/** What a plugin's program does for one job: the commands that it named at the start, and then what it says in a phase. */
final class ProgramWork implements Work {

    private final Conversation conversation;
    private final Ready ready;
    /** Whether the program and we are at the same place: after a phase that broke off, nobody knows. */
    private boolean inStep = true;

    ProgramWork(Conversation conversation, Ready ready) {
        this.conversation = conversation;
        this.ready = ready;
    }

    @Override
    public Map<String, String> environment() {
        return ready.env() == null ? Map.of() : ready.env();
    }

    @Override
    public List<String> path() {
        return ready.path() == null ? List.of() : ready.path();
    }

    @Override
    public Set<Phase> phases() {
        var phases = EnumSet.noneOf(Phase.class);
        phases.addAll(spoken());
        phases.addAll(commands().keySet());
        return phases;
    }

    private Set<Phase> spoken() {
        return ready.phases() == null ? Set.of() : ready.phases();
    }

    private Map<Phase, List<Said.Listed>> commands() {
        return ready.commands() == null ? Map.of() : ready.commands();
    }

    @Override
    public void run(Phase phase, Steps steps) throws CommandFailed, PluginFailure {
        for (var command : commands().getOrDefault(phase, List.of())) {
            steps.run(command.command());
        }
        if (spoken().contains(phase) && inStep) {
            inStep = false;
            conversation.say(Map.of("type", "phase", "phase", phase.word()));
            var failed = listen(steps);
            inStep = true;
            if (failed != null) {
                throw new CommandFailed(failed.exitCode() == null ? 1 : failed.exitCode());
            }
        }
    }

    /** Null when the phase is done. */
    private Said.@Nullable Failed listen(Steps steps) throws PluginFailure {
        while (true) {
            switch (conversation.next()) {
                case Said.Run run -> conversation.say(Map.of("type", "ran", "exitCode", exitCode(run, steps)));
                case Said.Data data -> send(data, steps);
                case Said.Print print -> steps.print(print.text());
                case Said.Done done -> {
                    return null;
                }
                case Said.Failed failed -> {
                    return failed;
                }
                case Said.Failure failure -> throw new PluginFailure(failure.reason());
                case Said.Ended ended -> {
                    if (conversation.wasCutOff()) {
                        return null; // the job knows why
                    }
                    throw new PluginFailure("its program ended amid a phase, " + conversation.howItEnded());
                }
                case Ready again -> throw new PluginFailure("its program said ready again, amid a phase");
            }
        }
    }

    private static int exitCode(Said.Run run, Steps steps) {
        try {
            steps.run(run.command());
            return 0;
        } catch (CommandFailed e) {
            return e.exitCode();
        }
    }

    private static void send(Said.Data data, Steps steps) throws PluginFailure {
        try {
            steps.data(data.data());
        } catch (IllegalArgumentException e) {
            throw new PluginFailure(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void close() {
        conversation.say(Map.of("type", "end"));
        conversation.close();
    }
}
