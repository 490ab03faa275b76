package dev.skep.drone.shipped;

import java.util.Arrays;
import java.util.List;

import dev.skep.message.Phase;
import dev.skep.plugin.Command;
import dev.skep.plugin.Job;
import dev.skep.plugin.Plugin;
import dev.skep.plugin.Setting;
import dev.skep.plugin.Work;

/** Commands that a project has for all its jobs, beside those of {@code skep.yml} or in its place. */
public final class ShellPlugin implements Plugin {

    @Override
    public String id() {
        return "shell";
    }

    @Override
    public List<Setting> settings() {
        return Arrays.stream(Phase.values()).map(phase -> Setting.optional(phase.word(), Setting.Type.TEXTS, null,
                "commands of the phase " + phase.word())).toList();
    }

    @Override
    public Work begin(Job job) {
        var commands = new Commands();
        for (var phase : Phase.values()) {
            job.config().texts(phase.word()).forEach(text -> commands.add(phase, Command.of(text)));
        }
        return commands;
    }
}
