package dev.skep.drone.job;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import dev.skep.message.Conclusion;
import dev.skep.message.JobData;
import dev.skep.message.JobEvent;
import dev.skep.message.JobType;
import dev.skep.message.PluginUse;
import dev.skep.message.Sealed;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Plugins that the drone has, and secrets, from the job's data and {@code skep.yml} through to the events. */
class PluginsInJobsTest extends JobsWithPlugins {

    @Test
    void runsCommandsOfTheProjectBeforeThoseOfTheFile() throws Exception {
        origin.commit("skep.yml", "test: echo of the file");

        run(use("shell", Map.of("test", List.of("echo one", "echo two"), "cleanup", "echo last")));

        assertSucceeded();
        assertThat(log()).isEqualTo("one\ntwo\nof the file\nlast\n");
    }

    @Test
    void setsVariablesThatTheFileMayOverride() throws Exception {
        origin.commit("skep.yml", "env: { B: file }\ntest: echo $A $B");

        run(use("env", Map.of("variables", Map.of("A", "project", "B", "project"))));

        assertThat(log()).isEqualTo("project file\n");
    }

    @Test
    void leavesOutWhatIsSwitchedOff() throws Exception {
        origin.commit("skep.yml", "test: echo only\nplugins: [ { id: shell, config: { test: echo never } } ]");

        run(new PluginUse("shell", false, Map.of("test", "echo never"), null));

        assertSucceeded();
        assertThat(log()).isEqualTo("only\n");
    }

    @Test
    void mergesTheFilesSettingsIntoTheProjects() throws Exception {
        origin.commit("skep.yml", "plugins: [ { id: shell, config: { test: echo file } } ]");

        run(use("shell", Map.of("prepare", "echo project", "test", "echo project")));

        assertThat(log()).isEqualTo("project\nfile\n");
    }

    @Test
    void needsNoFileWhenPluginsKnowWhatToDo() throws Exception {
        origin.commit("test_sums.py", """
                import unittest
                class Sums(unittest.TestCase):
                    def test_sum(self):
                        self.assertEqual(2, 1 + 1)
                """);

        run(use("python", Map.of()));

        assertSucceeded();
        assertThat(log()).containsAnyOf("Ran 1 test", "1 passed");
    }

    @Test
    void saysWhatIsMissingWithoutFileAndCommands() throws Exception {
        origin.commit("readme", "x");

        run(use("env", Map.of("variables", Map.of())));

        assertError(
                "the repository has no skep.yml, and no plugin has commands for the phase test, but the job's type is"
                        + " TEST: add the file with the key test, or change the type");
    }

    @Test
    void testsNodeByConvention() throws Exception {
        origin.commit("package.json",
                "{\"name\": \"a\", \"version\": \"1.0.0\", \"scripts\": {\"test\": \"echo tested by npm\"}}");

        run(use("node", Map.of("version", installedNode())));

        assertSucceeded();
        assertThat(drone.events.of(JobEvent.CommandStarted.class)).extracting(JobEvent.CommandStarted::screencmd)
                .contains("npm install", "npm test");
    }

    /** The major version. */
    private static String installedNode() throws IOException {
        var node = new ProcessBuilder("node", "--version").start();
        var version = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return version.substring(1, version.indexOf('.'));
    }

    @Test
    void refusesAnotherNodeThanAskedFor() throws Exception {
        origin.commit("package.json", "{\"scripts\": {\"test\": \"true\"}}");

        run(use("node", Map.of("version", "4.2")));

        assertThat(drone.events.done().conclusion()).isEqualTo(Conclusion.FAILURE);
        assertThat(log()).startsWith("this job needs Node.js 4.2, but here is v");
    }

    @Test
    void sumsUpResultsAlsoWhenTestsFail() throws Exception {
        origin.commit("skep.yml", """
                test: "mkdir -p target/surefire-reports && cp r.xml target/surefire-reports/TEST-r.xml && exit 1"
                plugins: [ report ]
                """);
        origin.commit("r.xml", """
                <testsuite name="Hive"><testcase classname="Hive" name="counts" time="0.5"/>
                <testcase classname="Hive" name="stings" time="0.25"><failure message="ouch">trace</failure></testcase>
                <testcase classname="Hive" name="sleeps"><skipped/></testcase></testsuite>
                """);

        run();

        assertThat(drone.events.done().conclusion()).isEqualTo(Conclusion.FAILURE);
        assertThat(drone.events.of(JobEvent.PluginData.class)).extracting(JobEvent.PluginData::data)
                .containsExactly(
                        Map.of("files", 1, "tests", 3, "failures", 1, "errors", 0, "skipped", 1, "seconds",
                                new BigDecimal("0.75"),
                                "failed", List.of(Map.of("name", "Hive.stings", "message", "ouch"))));
    }

    @Test
    void masksWhatTestsSayBeforeItIsCut() throws Exception {
        secrets.put("TOKEN", "hunter22-of-mine");
        var encoded = Base64.getEncoder().encodeToString("hunter22-of-mine".getBytes(StandardCharsets.UTF_8));
        origin.commit("junit.xml", "<testsuite><testcase name='a'><failure message='" + "x".repeat(495) + encoded
                + "'/></testcase></testsuite>");
        origin.commit("skep.yml", "test: 'true'\nplugins: [ report ]");

        run();

        assertThat(drone.events.of(JobEvent.PluginData.class)).singleElement().satisfies(
                event -> assertThat(event.data().toString()).contains("xxx***")
                        .doesNotContain(encoded.substring(0, 5)));
    }

    @Test
    void looksForNoResultsInDependencies() throws Exception {
        origin.commit("node_modules/a/junit.xml", "<testsuite><testcase name='a'/></testsuite>");
        origin.commit("skep.yml", "test: 'true'\nplugins: [ report ]");

        run();

        assertThat(drone.events.of(JobEvent.PluginData.class)).isEmpty();
        assertThat(log()).contains("report: no JUnit XML files match");
    }

    @Test
    void readsNoResultsThroughLinksAndNoEntities() throws Exception {
        Files.writeString(directory.resolve("outside.xml"), "<testsuite><testcase name='x'/></testsuite>");
        Files.createSymbolicLink(origin.directory().resolve("junit-link.xml"), directory.resolve("outside.xml"));
        origin.commit("junit-evil.xml", "<!DOCTYPE t [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>"
                + "<testsuite><testcase name='&e;'/></testsuite>");
        origin.commit("skep.yml", "test: 'true'\nplugins: [ report ]");

        run();

        assertSucceeded();
        assertThat(drone.events.of(JobEvent.PluginData.class)).isEmpty();
        assertThat(log()).contains("junit-evil.xml is left out").doesNotContain("root:");
    }

    @Test
    void showsSecretsToCommandsAndToNobodyElse() throws Exception {
        secrets.put("TOKEN", "tok-3n-of-mine");
        origin.commit("skep.yml",
                """
                        test:
                          - 'test "$TOKEN" = "tok-3n-of-mi""ne" && echo "<$TOKEN>" && echo "$TOKEN" | base64 && printf tok-; sleep 0.3; printf 3n-of-mine'
                          - { name: "say tok-3n-of-mine", run: "exit 3 # tok-3n-of-mine" }
                        """);

        run();

        assertThat(log()).isEqualTo("<***>\n***\n***");
        assertThat(drone.events.done().reason()).isEqualTo("command 2 (say ***) ended with exit code 3");
        assertThat(drone.events.all().toString()).doesNotContain("tok-3n-of-mine");
        assertThat(drone.events.of(JobEvent.CommandStarted.class)).extracting(JobEvent.CommandStarted::screencmd)
                .last().isEqualTo("exit 3 # ***");
    }

    @Test
    void endsInErrorWhenSecretsDoNotOpen() throws Exception {
        origin.commit("skep.yml", "test: echo never");
        var job = job(List.of());
        var foreign = new JobData(job.id(), 1, 1, "p", null, JobType.TEST, 0, job.repo(), job.ref(), job.trigger(),
                List.of(), null, Map.of("TOKEN", new Sealed("k9", "AAAA")), job.needs(), null);

        drone.runner(foreign, drone.events).run();

        assertError("drone d cannot open the job's secrets: the key k9 is not here: add it to SKEP_SECRET_KEYS");
    }

    private static PluginUse use(String id, Map<String, Object> config) {
        return new PluginUse(id, true, config, null);
    }
}
