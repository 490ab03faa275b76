package dev.skep.drone.job;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.skep.drone.checkout.git.Origin;
import dev.skep.message.Conclusion;
import dev.skep.message.JobData;
import dev.skep.message.JobEvent;
import dev.skep.message.JobType;
import dev.skep.message.Needs;
import dev.skep.message.PluginSource;
import dev.skep.message.PluginUse;
import dev.skep.message.Ref;
import dev.skep.message.Repo;
import dev.skep.message.Sealed;
import dev.skep.message.Trigger;
import dev.skep.message.Vcs;
import dev.skep.seal.Purpose;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/** Plugins from the job's data and {@code skep.yml} through to the events. */
class PluginsInJobsTest {

    @TempDir
    private Path directory;
    private Origin origin;
    private Origin plugin;
    private TestDrone drone;
    private final Map<String, String> secrets = new HashMap<>();

    @BeforeEach
    void makesRepositories() throws Exception {
        drone = new TestDrone(directory);
        origin = Origin.in(directory.resolve("origin"));
        plugin = Origin.in(directory.resolve("plugin"));
    }

    @AfterEach
    void closes() {
        origin.close();
        plugin.close();
        drone.close();
    }

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

        run(use("node", Map.of("version", "20")));

        assertThat(drone.events.of(JobEvent.CommandStarted.class)).extracting(JobEvent.CommandStarted::screencmd)
                .contains("npm install", "npm test");
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
                        Map.of("files", 1, "tests", 3, "failures", 1, "errors", 0, "skipped", 1, "seconds", 0.75,
                                "failed", List.of(Map.of("name", "Hive.stings", "message", "ouch"))));
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
    void talksWithAProgramFromAGitRepository() throws Exception {
        plugin.commit("skep-plugin.json", """
                { "id": "count", "main": ["python3", "-u", "count.py"],
                  "settings": { "of": { "type": "text", "required": true, "about": "what to count" },
                                "times": { "type": "number", "fallback": 2 } } }
                """);
        plugin.commit("count.py",
                """
                        import json, os, sys
                        def say(**message):
                            print(json.dumps(message))
                        begin = json.loads(sys.stdin.readline())
                        assert begin["type"] == "begin" and begin["protocol"] == 1
                        config = begin["config"]
                        say(type="ready", env={"COUNTED": config["of"]}, phases=["test"], commands={"prepare": ["echo listed", {"run": "echo named", "name": "Named"}]})
                        print("working in", os.path.basename(os.getcwd()) != "", file=sys.stderr)
                        for line in sys.stdin:
                            message = json.loads(line)
                            if message["type"] == "end":
                                break
                            say(type="print", text="counting " + os.environ["COUNTED_SECRET"] + "\\n")
                            say(type="run", run="echo $COUNTED; test -f skep.yml")
                            assert json.loads(sys.stdin.readline()) == {"type": "ran", "exitCode": 0}
                            say(type="run", run="exit 3", name="Three")
                            ran = json.loads(sys.stdin.readline())
                            say(type="data", data={"times": config["times"], "secret": os.environ["COUNTED_SECRET"], "exit": ran["exitCode"]})
                            say(type="done")
                        """);
        plugin.publishAs("refs/tags/v1");
        origin.commit("skep.yml", "test: echo and the file");
        secrets.put("COUNTED_SECRET", "hunter22");

        run(new PluginUse("count", true, Map.of("of", "bees"),
                new PluginSource.Git(plugin.url(), "v1", null)));

        assertSucceeded();
        assertThat(log()).contains("working in True\n").doesNotContain("hunter22");
        assertThat(log().replace("working in True\n", ""))
                .isEqualTo("listed\nnamed\ncounting ***\nbees\nand the file\n");
        assertThat(drone.events.of(JobEvent.PluginData.class)).extracting(JobEvent.PluginData::plugin,
                JobEvent.PluginData::data).containsExactly(
                        tuple("count", Map.of("times", 2, "secret", "***", "exit", 3)));
        assertThat(drone.events.of(JobEvent.CommandDone.class)).extracting(JobEvent.CommandDone::exitCode)
                .containsExactly(0, 0, 0, 3, 0);
    }

    @Test
    void talksWithAProgramFromAnNpmRegistry() throws Exception {
        plugin.commit("package.json", "{\"name\": \"@hive/hello\", \"version\": \"1.2.0\"}");
        plugin.commit("skep-plugin.json", "{\"id\": \"hello\", \"main\": [\"node\", \"main.js\"]}");
        plugin.commit("main.js", """
                console.log(JSON.stringify({type: 'ready', commands: {test: ['echo hello']}}));
                process.stdin.resume();
                process.stdin.on('end', () => process.exit());
                """);
        origin.commit("skep.yml", "test: echo of the file");
        try (var registry = NpmRegistry.with("@hive/hello", "1.2.0", plugin.directory())) {
            drone.set("HOME", registry.home(directory.resolve("npm-home")).toString());

            run(new PluginUse("hello", true, Map.of(), new PluginSource.Npm("@hive/hello", "1.2.0")));
        }
        assertSucceeded();
        assertThat(log()).isEqualTo("hello\nof the file\n");

        drone.events.all().clear();
        run(new PluginUse("hello", true, Map.of(), new PluginSource.Npm("@hive/hello", "1.2.0")));
        assertThat(log()).as("from the cache, without the registry").isEqualTo("hello\nof the file\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "@hive/hello | latest | \"latest\" is no version of an npm package",
            "--registry=x | 1.2.0 | \"--registry=x\" is no name of an npm package",
            "../../x | 1.2.0 | \"../../x\" is no name of an npm package"})
    void refusesNamesWithTricks(String name, String version, String reason) throws Exception {
        origin.commit("skep.yml", "test: 'true'");

        run(new PluginUse("hello", true, Map.of(), new PluginSource.Npm(name, version)));

        assertThat(drone.events.done().reason()).startsWith("plugin hello: " + reason);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "echo '{\"type\":\"failure\",\"reason\":\"no bees here\"}' | plugin bad: no bees here",
            "echo hello | plugin bad: it wrote to its standard output what is no message of the protocol",
            "exit 4 | plugin bad: its program ended before it was ready, with exit code 4",
            "read l; echo '{\"type\":\"ready\",\"phases\":[\"test\"]}'; read l; exit 5 | plugin bad: its program ended amid a"
                    + " phase, with exit code 5",
            "read l; echo '{\"type\":\"done\"}' | plugin bad: its program answered begin by"})
    void endsInErrorWhenAProgramFails(String script, String reason) throws Exception {
        plugin.commit("skep-plugin.json", "{\"id\": \"bad\", \"main\": [\"sh\", \"main.sh\"]}");
        plugin.commit("main.sh", script + "\n");
        origin.commit("skep.yml", "test: 'true'");

        run(new PluginUse("bad", true, Map.of(), new PluginSource.Git(plugin.url(), "main", null)));

        assertThat(drone.events.done().conclusion()).isEqualTo(Conclusion.ERROR);
        assertThat(drone.events.done().reason()).startsWith(reason);
    }

    @Test
    void cleansUpAfterAProgramThatDiedInItsPhase() throws Exception {
        plugin.commit("skep-plugin.json", "{\"id\": \"dies\", \"main\": [\"sh\", \"main.sh\"]}");
        plugin.commit("main.sh",
                "read l; echo '{\"type\":\"ready\",\"phases\":[\"test\",\"cleanup\"]}'; read l; exit 5\n");
        origin.commit("skep.yml", "cleanup: echo cleaned");

        run(new PluginUse("dies", true, Map.of(), new PluginSource.Git(plugin.url(), "main", null)));

        assertError("plugin dies: its program ended amid a phase, with exit code 5");
        assertThat(log()).isEqualTo("cleaned\n");
    }

    @Test
    void endsAProgramThatHangsInAPhaseAtTheJobsTimeout() throws Exception {
        plugin.commit("skep-plugin.json", "{\"id\": \"hangs\", \"main\": [\"sh\", \"main.sh\"]}");
        plugin.commit("main.sh",
                "read l; echo '{\"type\":\"ready\",\"phases\":[\"test\",\"cleanup\"]}'; exec sleep 600\n");
        origin.commit("skep.yml", "timeout: 1s\ncleanup: echo cleaned");

        run(new PluginUse("hangs", true, Map.of(), new PluginSource.Git(plugin.url(), "main", null)));

        assertThat(drone.events.done().conclusion()).isEqualTo(Conclusion.TIMED_OUT);
        assertThat(log()).isEqualTo("cleaned\n");
    }

    @Test
    void waitsForNoProgramThatCannotBegin() throws Exception {
        plugin.commit("skep-plugin.json",
                "{\"id\": \"long\", \"main\": [\"/no/such/program\"], \"settings\": {\"big\": {}}}");
        origin.commit("skep.yml", "test: 'true'");

        run(new PluginUse("long", true, Map.of("big", "x".repeat(300_000)),
                new PluginSource.Git(plugin.url(), "main", null)));

        assertThat(drone.events.done().conclusion()).isEqualTo(Conclusion.ERROR);
        assertThat(drone.events.done().reason()).startsWith("plugin long: its program ended before it was ready");
    }

    @Test
    void obeysNoConfigurationOfNpmInAPlugin() throws Exception {
        plugin.commit("skep-plugin.json", "{\"id\": \"evil\", \"main\": [\"true\"]}");
        plugin.commit("package.json", "{\"name\": \"evil\", \"version\": \"1.0.0\"}");
        plugin.commit(".npmrc", "git=./evil.sh\n");
        origin.commit("skep.yml", "test: 'true'");

        run(new PluginUse("evil", true, Map.of(), new PluginSource.Git(plugin.url(), "main", null)));

        assertError("plugin evil: it has a file .npmrc, which npm would obey on the drone: take it out, or commit"
                + " node_modules");
    }

    @Test
    void leavesNoProgramBehindThatDoesNotEnd() throws Exception {
        plugin.commit("skep-plugin.json", "{\"id\": \"stays\", \"main\": [\"sh\", \"main.sh\"]}");
        plugin.commit("main.sh",
                "echo $$ > '" + directory.resolve("pid") + "'\necho '{\"type\":\"ready\"}'\nexec sleep 600\n");
        origin.commit("skep.yml", "test: 'true'");

        run(new PluginUse("stays", true, Map.of(), new PluginSource.Git(plugin.url(), "main", null)));

        assertSucceeded();
        var pid = Long.parseLong(Files.readString(directory.resolve("pid")).strip());
        assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
    }

    @Test
    void saysWhereAPluginCannotBeHad() throws Exception {
        origin.commit("skep.yml", "test: 'true'");

        run(new PluginUse("gone", true, Map.of(), new PluginSource.Git("file:///no/where", "v1", null)));

        assertThat(drone.events.done().conclusion()).isEqualTo(Conclusion.ERROR);
        assertThat(drone.events.done().reason()).startsWith("plugin gone: there is no repository at");
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

    private JobData job(List<PluginUse> plugins) {
        var sealed = new HashMap<String, Sealed>();
        secrets.forEach((name, value) -> sealed.put(name, drone.keyring.seal(value, Purpose.secret("p", name))));
        var trigger = new Trigger(Trigger.MANUAL, null, null, Instant.EPOCH, null, new Trigger.Ui("p"));
        return new JobData("j", 1, 1, "p", null, JobType.TEST, 0, Repo.open(origin.url(), Vcs.GIT),
                new Ref("main", null, null), trigger, plugins, null, sealed, Needs.of(Vcs.GIT), null);
    }

    private void run(PluginUse... plugins) throws Exception {
        assertThat(drone.runner(job(List.of(plugins)), drone.events).run()).isTrue();
        assertThat(drone.work()).isEmptyDirectory();
    }

    private void assertSucceeded() {
        assertThat(drone.events.done().conclusion()).as("%s: %s", drone.events.done().reason(), log())
                .isEqualTo(Conclusion.SUCCESS);
    }

    private void assertError(String reason) {
        assertThat(drone.events.done().conclusion()).isEqualTo(Conclusion.ERROR);
        assertThat(drone.events.done().reason()).isEqualTo(reason);
    }

    private String log() {
        return new String(drone.events.log(), StandardCharsets.UTF_8);
    }
}
