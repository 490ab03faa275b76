package dev.skep.drone.shipped;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.skep.message.Phase;
import dev.skep.plugin.Command;
import dev.skep.plugin.Job;
import dev.skep.plugin.Plugin;
import dev.skep.plugin.PluginFailure;
import dev.skep.plugin.Setting;
import dev.skep.plugin.Work;

/** Builds and tests what has a {@code pom.xml}, by the repository's own Maven wrapper or the machine's Maven. */
public final class MavenPlugin implements Plugin {

    private static final String GOALS = "goals";
    private static final String OPTIONS = "options";

    @Override
    public String id() {
        return "maven";
    }

    @Override
    public List<Setting> settings() {
        return List.of(
                Setting.optional(GOALS, Setting.Type.TEXTS, List.of("verify"), "the goals of the phase test"),
                Setting.optional(OPTIONS, Setting.Type.TEXTS, List.of(), "more options, such as -Pfast"));
    }

    @Override
    public Work begin(Job job) throws PluginFailure {
        if (!job.has("pom.xml")) {
            throw new PluginFailure("the repository has no pom.xml in its root: add one, or switch the plugin off");
        }
        var work = new Commands();
        if (!job.filePhases().contains(Phase.TEST)) {
            var maven = job.has("mvnw") ? "sh ./mvnw" : "mvn";
            var words = Stream.concat(job.config().texts(OPTIONS).stream(), job.config().texts(GOALS).stream());
            work.add(Phase.TEST,
                    Command.of(maven + " -B -ntp " + words.map(Command::quoted).collect(Collectors.joining(" "))));
        }
        return work;
    }
}
