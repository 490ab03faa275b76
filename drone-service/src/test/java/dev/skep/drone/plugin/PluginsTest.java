package dev.skep.drone.plugin;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

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
    private static final List<Setting> CHOICES = List.of(
            Setting.optional("level", Setting.Type.NUMBER, null, "how much").oneOf(1, 2.5),
            Setting.optional("java", Setting.Type.TEXT, null, "which").oneOf(22, 24),
            Setting.optional("langs", Setting.Type.TEXTS, "en", "which").oneOf("en", "de"));

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
        PluginJar.write(directory, "Hive", """
                public class Hive implements dev.skep.plugin.Plugin {
                    public String id() { return "hive"; }
                    public dev.skep.plugin.Work begin(dev.skep.plugin.Job job) { return null; }
                }
                """);
        Files.writeString(directory.resolve("broken.jar"), "no jar");

        assertThat(Plugins.load(directory, List.of()).ids()).contains("hive", "env");
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

    @Test
    void getChoicesWhateverTypeANumberHas() throws Exception {
        var config = CheckedConfig.of(CHOICES,
                Map.of("level", BigInteger.ONE, "java", BigInteger.valueOf(22), "langs", List.of("de", "en")));

        assertThat(config.number("level")).isEqualTo(BigInteger.ONE);
        assertThat(config.text("java")).isEqualTo("22");
        assertThat(config.texts("langs")).containsExactly("de", "en");
        assertThat(CheckedConfig.of(CHOICES, Map.of("level", new BigDecimal("2.5"))).number("level"))
                .isEqualTo(new BigDecimal("2.5"));
    }

    @Test
    void refuseAListWithOneItemThatIsNoChoice() {
        assertThatExceptionOfType(PluginFailure.class)
                .isThrownBy(() -> CheckedConfig.of(CHOICES, Map.of("langs", List.of("en", "fr"))))
                .withMessage("the setting langs takes one of en, de");
    }

    @Test
    void getFallbacksOfTheTypeThatIsDeclared() throws Exception {
        assertThat(CheckedConfig.of(CHOICES, Map.of()).texts("langs")).containsExactly("en");
    }

    @Test
    void refuseTheirOwnWrongFallback() {
        var settings = List.of(Setting.optional("size", Setting.Type.NUMBER, "big", "its size"));

        assertThatExceptionOfType(PluginFailure.class).isThrownBy(() -> CheckedConfig.of(settings, Map.of()))
                .withMessage("its own fallback does not do: the setting size takes a number: its size");
    }

    @Test
    void sayWhereTheirDescriptionIsWrong() throws Exception {
        Files.writeString(directory.resolve(Manifest.NAME), "{\"id\": \"a\", \"Main\": []}");

        assertThatExceptionOfType(PluginFailure.class).isThrownBy(() -> Manifest.read(directory))
                .withMessageStartingWith("its skep-plugin.json is wrong at ").withMessageContaining("Unrecognized");
    }
}
