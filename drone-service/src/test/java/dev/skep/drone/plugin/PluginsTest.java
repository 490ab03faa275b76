package dev.skep.drone.plugin;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;

import dev.skep.plugin.PluginFailure;
import dev.skep.plugin.Setting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class PluginsTest {

    private static final List<Setting> SETTINGS = List.of(Setting.required("name", Setting.Type.TEXT, "its name"),
            Setting.optional("size", Setting.Type.NUMBER, 3, "its size"),
            Setting.optional("files", Setting.Type.TEXTS, List.of(), "its files"),
            Setting.optional("mode", Setting.Type.TEXT, "fast", "how").oneOf("fast", "slow"),
            Setting.optional("env", Setting.Type.MAP, null, "variables"));

    @TempDir
    private Path directory;

    @Test
    void haveWhatShips() {
        assertThat(Plugins.load(directory.resolve("none"), List.of()).ids()).containsExactly("deploy-ssh", "env",
                "maven",
                "node", "python", "report", "shell");
    }

    @Test
    void offerWhatIsAskedForAlone() {
        var plugins = Plugins.load(directory, List.of("env", "node"));

        assertThat(plugins.ids()).containsExactly("env", "node");
        assertThat(plugins.find("maven")).isNull();
        assertThatIllegalArgumentException().isThrownBy(() -> Plugins.load(directory, List.of("env", "perl")))
                .withMessageStartingWith("this drone has no plugin perl: it has deploy-ssh, env");
    }

    @Test
    void findThoseInJars() throws Exception {
        jar("hive", "Hive");
        Files.writeString(directory.resolve("broken.jar"), "no jar");

        assertThat(Plugins.load(directory, List.of()).ids()).contains("hive", "env");
    }

    /** Compiles a plugin and packs it as its author would. */
    private void jar(String id, String name) throws IOException {
        var source = directory.resolve(name + ".java");
        Files.writeString(source, """
                public class %s implements dev.skep.plugin.Plugin {
                    public String id() { return "%s"; }
                    public dev.skep.plugin.Work begin(dev.skep.plugin.Job job) { return null; }
                }
                """.formatted(name, id));
        var compiler = ToolProvider.getSystemJavaCompiler();
        assertThat(compiler.run(null, null, null, "-proc:none", "-cp", System.getProperty("java.class.path"), "-d",
                directory.toString(), source.toString())).isZero();
        try (var jar = new JarOutputStream(Files.newOutputStream(directory.resolve(id + ".jar")))) {
            jar.putNextEntry(new JarEntry(name + ".class"));
            Files.copy(directory.resolve(name + ".class"), jar);
            jar.putNextEntry(new JarEntry("META-INF/services/dev.skep.plugin.Plugin"));
            jar.write(name.getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void getSettingsAsTheyDeclareThem() throws Exception {
        var config = CheckedConfig.of(SETTINGS, Map.of("name", 22, "files", "a.xml", "env", Map.of("A", 1)));

        assertThat(config.text("name")).isEqualTo("22");
        assertThat(config.number("size")).isEqualTo(3);
        assertThat(config.texts("files")).containsExactly("a.xml");
        assertThat(config.text("mode")).isEqualTo("fast");
        assertThat(config.map("env")).isEqualTo(Map.of("A", "1"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{} | the setting name is missing: its name",
            "{\"name\": \"a\", \"nmae\": 1} | there is no setting nmae: it takes name, size, files, mode, env",
            "{\"name\": [1]} | the setting name takes a text: its name",
            "{\"name\": \"a\", \"size\": \"big\"} | the setting size takes a number: its size",
            "{\"name\": \"a\", \"files\": {}} | the setting files takes a text or a list of texts: its files",
            "{\"name\": \"a\", \"mode\": \"odd\"} | the setting mode takes one of fast, slow",
            "{\"name\": \"a\", \"env\": {\"A\": []}} | the setting env takes a mapping of names to texts: variables"})
    void refuseOtherSettings(String json, String reason) {
        Map<String, Object> given = JsonMapper.shared().readerForMapOf(Object.class).readValue(json);

        assertThatExceptionOfType(PluginFailure.class).isThrownBy(() -> CheckedConfig.of(SETTINGS, given))
                .withMessage(reason);
    }
}
