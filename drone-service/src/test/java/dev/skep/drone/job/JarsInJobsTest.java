package dev.skep.drone.job;

import java.nio.file.Files;
import java.util.Map;
import java.util.stream.LongStream;

import dev.skep.drone.plugin.PluginJar;
import dev.skep.message.JobEvent;
import dev.skep.message.PluginUse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Plugins from jars that take no care: their job ends in a sentence, and with its cleanup. */
class JarsInJobsTest extends JobsWithPlugins {

    @BeforeEach
    void makesPlugin() throws Exception {
        PluginJar.write(directory.resolve("plugins"), "Careless", """
                import dev.skep.message.Phase;
                import dev.skep.plugin.*;
                import java.nio.file.*;
                import java.util.*;

                public class Careless implements Plugin {
                    public String id() { return "careless"; }
                    public List<Setting> settings() {
                        return List.of(Setting.required("how", Setting.Type.TEXT, "what it does wrong"),
                                Setting.required("mark", Setting.Type.TEXT, "a file that shows its end"));
                    }
                    public Work begin(Job job) {
                        var how = job.config().requiredText("how");
                        return new Work() {
                            public Map<String, String> environment() {
                                return how.equals("env") ? Collections.singletonMap("A", null) : Map.of();
                            }
                            public List<String> path() {
                                return how.equals("path") ? List.of("/a\\0b") : List.of();
                            }
                            public Set<Phase> phases() { return Set.of(Phase.TEST); }
                            public void run(Phase phase, Steps steps) throws CommandFailed {
                                switch (how) {
                                    case "class" -> throw new NoClassDefFoundError("Gone");
                                    case "command" -> steps.run(Command.of(null));
                                    case "data" -> steps.data(null);
                                    default -> throw new IllegalStateException(how);
                                }
                            }
                            public void close() {
                                try {
                                    Files.createFile(Path.of(job.config().requiredText("mark")));
                                } catch (java.io.IOException e) {
                                    throw new IllegalStateException(e);
                                }
                            }
                        };
                    }
                }
                """);
        origin.commit("skep.yml", "cleanup: echo cleaned");
    }

    @Test
    void cleansUpAfterAnError() throws Exception {
        run(careless("class"));

        assertError("plugin careless failed in the phase test: java.lang.NoClassDefFoundError: Gone");
        assertThat(log()).isEqualTo("cleaned\n");
    }

    @Test
    void leavesNoGapInTheHistory() throws Exception {
        run(careless("command"));

        assertError("plugin careless failed in the phase test: java.lang.NullPointerException:"
                + " a command without something to run");
        assertThat(drone.events.all()).extracting(event -> event.stamp().seq())
                .containsExactlyElementsOf(LongStream.range(2, 2 + drone.events.all().size()).boxed().toList());
    }

    @Test
    void sendsNoDataThatIsNone() throws Exception {
        run(careless("data"));

        assertError("plugin careless failed in the phase test: java.lang.IllegalArgumentException:"
                + " data of a plugin is a map, not null");
        assertThat(drone.events.of(JobEvent.PluginData.class)).isEmpty();
    }

    @Test
    void closesWhatSetsNoProperVariable() throws Exception {
        run(careless("env"));

        assertError("plugin careless: \"A\" is no environment variable that can be set");
        assertThat(Files.exists(directory.resolve("closed"))).isTrue();
    }

    @Test
    void refusesAPathThatCannotBeSet() throws Exception {
        run(careless("path"));

        assertError("plugin careless: \"/a\0b\" is no directory that can be in the path");
        assertThat(Files.exists(directory.resolve("closed"))).isTrue();
    }

    private PluginUse careless(String how) {
        return new PluginUse("careless", true,
                Map.of("how", how, "mark", directory.resolve("closed").toString()), null);
    }
}
