package dev.skep.drone.plugin;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

import dev.skep.plugin.Command;
import dev.skep.plugin.Setting;

/**
 * A plugin that is a program of its own, as its {@code skep-plugin.json} describes it.
 *
 * @param directory where its files are
 * @param main the program and its arguments, run in that directory
 */
public record InstalledPlugin(String id, Path directory, List<String> main, List<Setting> settings) {

    public InstalledPlugin {
        main = List.copyOf(main);
        settings = List.copyOf(settings);
    }

    /** For {@code sh -c}. */
    String commandLine() {
        return "exec " + main.stream().map(Command::quoted).collect(Collectors.joining(" "));
    }
}
