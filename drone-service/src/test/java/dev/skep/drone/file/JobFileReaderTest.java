package dev.skep.drone.file;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import dev.skep.drone.file.JobFile.CommandEntry;
import dev.skep.message.ExecutorConfig;
import dev.skep.message.Phase;
import dev.skep.message.PluginUse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

class JobFileReaderTest {

    @Test
    void readsEveryKey() {
        var file = read("""
                env: { CI: "true", VERSION: 1.10, EMPTY: , ON: yes }
                timeout: 20m
                quiet-timeout: 1h30m
                needs: { plugins: [node], labels: { os: linux } }
                environment: [ ./start-db ]
                prepare: npm ci
                test:
                  - npm test
                  - { run: npm run lint, name: Lint, timeout: 90s }
                deploy: ./deploy.sh
                cleanup: rm -rf tmp
                plugins: [ junit ]
                executor: { type: docker, image: "alpine:3", memory: 512m, cpus: 1.5, pids: 200, network: none,
                            user: "1000" }
                """);

        assertThat(file.env()).containsOnly(entry("CI", "true"), entry("VERSION", "1.10"), entry("EMPTY", ""),
                entry("ON", "yes"));
        assertThat(file.timeout()).isEqualTo(Duration.ofMinutes(20));
        assertThat(file.quietTimeout()).isEqualTo(Duration.ofMinutes(90));
        assertThat(file.needs().plugins()).containsExactly("node");
        assertThat(file.needs().labels()).isEqualTo(Map.of("os", "linux"));
        assertThat(file.plugins()).containsExactly(new PluginUse("junit", true, Map.of(), null));
        assertThat(file.executor())
                .isEqualTo(new ExecutorConfig("docker", "alpine:3", "512m", 1.5, 200, "none", "1000"));
        assertThat(file.commands(Phase.ENVIRONMENT)).isEqualTo(commands("./start-db"));
        assertThat(file.commands(Phase.PREPARE)).isEqualTo(commands("npm ci"));
        assertThat(file.commands(Phase.TEST)).containsExactly(new CommandEntry("npm test", null, null),
                new CommandEntry("npm run lint", "Lint", Duration.ofSeconds(90)));
        assertThat(file.commands(Phase.DEPLOY)).isEqualTo(commands("./deploy.sh"));
        assertThat(file.commands(Phase.CLEANUP)).isEqualTo(commands("rm -rf tmp"));
    }

    @Test
    void leavesOutWhatTheFileLeavesOut() {
        var file = read("test: make test");

        assertThat(file.timeout()).isNull();
        assertThat(file.quietTimeout()).isNull();
        assertThat(file.commands(Phase.DEPLOY)).isEmpty();
        assertThat(file.needs().labels()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "", value = {
            "`test: a\\nteest: b` | skep.yml:2: expected one of env, timeout, quiet-timeout, needs, environment, prepare, test,"
                    + " deploy, cleanup, plugins, executor, but found \"teest\"",
            "`test: a\\ntest: b` | skep.yml:2: expected each key once, but \"test\" stands here again",
            "`- a` | skep.yml:1: expected a mapping with env, timeout, quiet-timeout, needs, environment, prepare, test,"
                    + " deploy, cleanup, plugins, executor",
            "`timeout: soon` | skep.yml:1: expected a duration such as 90s, 5m or 1h30m, but found \"soon\"",
            "`timeout: 0s` | skep.yml:1: expected a duration such as 90s, 5m or 1h30m, but found \"0s\"",
            "`timeout: [1s]` | skep.yml:1: expected a duration such as 90s, 5m or 1h30m",
            "`test:\\n  - a\\n  - { name: x }` | skep.yml:3: expected the key run with the command",
            "`test:\\n  - { run: a, nmae: x }` | skep.yml:2: expected one of run, name, timeout, but found \"nmae\"",
            "`test: { cmd: a }` | skep.yml:1: expected one of run, name, timeout, but found \"cmd\"",
            "`test: [[a]]` | skep.yml:1: expected a command, or a mapping with run, name, timeout",
            "`test: ` | skep.yml:1: expected a command or a list of commands, but it is empty",
            "`env:\\n  A-B: c` | skep.yml:2: expected the name of an environment variable (letters, digits and _, no digit"
                    + " first), but found \"A-B\"",
            "`env: { A: [b] }` | skep.yml:1: expected a text or number as the value of A",
            "`env: { A: \"\\\\0\" }` | skep.yml:1: expected a text or number as the value of A without the character NUL",
            "`needs: { plugin: [a] }` | skep.yml:1: expected one of plugins, labels, but found \"plugin\""})
    void namesLineAndExpectation(String content, String reason) {
        assertThat(refused(content.replace("\\n", "\n").replace("\\\\", "\\"))).isEqualTo(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"test: a\nprepare: [b", "test: a\nprepare: *b", "test: a\n\tx: b",
            "a: 1\n---\nb: 2"})
    void namesLineOfInvalidYaml(String content) {
        assertThat(refused(content)).matches("skep\\.yml:[23]: expected one YAML document: .+");
    }

    @Test
    void namesLineOfAKeyThatIsNoText() {
        assertThat(refused("test: a\n? [a]\n: b")).isEqualTo("skep.yml:2: expected a key");
    }

    @Test
    void namesLineOfBytesThatAreNoText() {
        assertThat(refused("test: a\n# ü\u0007"))
                .isEqualTo("skep.yml:2: expected text, but found the character U+0007");
        var latin1 = JobFileReader.parse("test: a\n# \u00fc".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(latin1).isEqualTo(new Reading.Refused("skep.yml:2: expected UTF-8 text"));
    }

    @Test
    void takesOneCommandWithNameAndTimeoutAsPhase() {
        assertThat(read("test: { run: a, name: n, timeout: 2s }").commands(Phase.TEST))
                .containsExactly(new CommandEntry("a", "n", Duration.ofSeconds(2)));
    }

    @Test
    void refusesDeepNesting() {
        assertThat(refused("test: " + "[".repeat(100_000))).isEqualTo("skep.yml:1: expected fewer levels of nesting");
    }

    @Test
    void refusesManyAliases() {
        var content = "test: &all [a]\nprepare: [" + "*all, ".repeat(60) + "b]";

        assertThat(refused(content)).contains("expected one YAML document: ").contains("aliases");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# only a comment\n"})
    void showsTheSmallestFileWhenEmpty(String content) {
        assertThat(refused(content)).isEqualTo(
                "skep.yml is empty: the smallest useful one is the line \"test: make test\" with your own command");
    }

    @Test
    void saysThatThereIsNone(@TempDir Path checkout) {
        assertThat(JobFileReader.read(checkout))
                .isEqualTo(new Reading.Missing());
    }

    @Test
    void followsLinksWithinTheCheckoutOnly(@TempDir Path directory) throws IOException {
        var checkout = Files.createDirectory(directory.resolve("checkout"));
        Files.writeString(checkout.resolve("ci.yml"), "test: inside");
        Files.writeString(directory.resolve("secret.yml"), "test: outside");
        var file = checkout.resolve("skep.yml");

        Files.createSymbolicLink(file, Path.of("ci.yml"));
        assertThat(JobFileReader.read(checkout)).isInstanceOf(Reading.Read.class);
        for (var elsewhere : List.of("../secret.yml", "nowhere", ".")) {
            Files.delete(file);
            Files.createSymbolicLink(file, Path.of(elsewhere));
            assertThat(JobFileReader.read(checkout)).isEqualTo(
                    new Reading.Refused("skep.yml must be a regular file of the repository itself"));
        }
    }

    @Test
    void refusesAFileOverOneMebibyte(@TempDir Path checkout) throws IOException {
        Files.writeString(checkout.resolve("skep.yml"), "test: a\n#" + "x".repeat(1024 * 1024));

        assertThat(JobFileReader.read(checkout))
                .isEqualTo(new Reading.Refused("skep.yml is larger than 1 MiB: move long commands into script files"));
    }

    @ParameterizedTest
    @CsvSource({"PT90S, 1m30s", "PT1H, 1h", "PT1H30M5S, 1h30m5s", "PT0.25S, 250ms"})
    void writesDurationsAsPeopleDo(Duration duration, String text) {
        assertThat(DurationText.of(duration)).isEqualTo(text);
    }

    private static List<CommandEntry> commands(String run) {
        return List.of(new CommandEntry(run, null, null));
    }

    private static JobFile read(String content) {
        var reading = JobFileReader.parse(content.getBytes(StandardCharsets.UTF_8));
        assertThat(reading).isInstanceOf(Reading.Read.class);
        return ((Reading.Read) reading).file();
    }

    private static String refused(String content) {
        var reading = JobFileReader.parse(content.getBytes(StandardCharsets.UTF_8));
        assertThat(reading).isInstanceOf(Reading.Refused.class);
        return ((Reading.Refused) reading).reason();
    }
}
