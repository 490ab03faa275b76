package dev.skep.drone.job;

import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import dev.skep.drone.checkout.git.Origin;
import dev.skep.drone.process.Pids;
import dev.skep.message.Conclusion;
import dev.skep.message.JobEvent;
import dev.skep.message.PluginSource;
import dev.skep.message.PluginUse;
import dev.skep.testing.Patience;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/** Plugins that are programs of their own, from where a project has them through to the events. */
class ProgramsInJobsTest extends JobsWithPlugins {

    private Origin plugin;

    @BeforeEach
    void makesPlugin() throws Exception {
        plugin = Origin.in(directory.resolve("plugin"));
    }

    @AfterEach
    void closesPlugin() {
        plugin.close();
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
                        sys.stderr.write("working in its own directory: %s\\n" % os.path.exists("count.py"))
                        say(type="ready", env={"COUNTED": config["of"]}, phases=["test"], commands={"prepare": ["echo listed", {"run": "echo named", "name": "Named"}]})
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
        assertThat(log()).contains("working in its own directory: True\n").doesNotContain("hunter22");
        assertThat(log().replace("working in its own directory: True\n", ""))
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
            "read l; echo '{\"type\":\"done\"}' | plugin bad: its program answered begin by",
            "read l; echo '{\"type\":\"ready\",\"commands\":{\"test\":[{\"name\":\"x\"}]}}' | plugin bad: it wrote to its"
                    + " standard output what is no message of the protocol (the key run, with a command, is missing;"})
    void endsInErrorWhenAProgramFails(String script, String reason) throws Exception {
        plugin.commit("skep-plugin.json", "{\"id\": \"bad\", \"main\": [\"sh\", \"main.sh\"]}");
        plugin.commit("main.sh", script + "\n");
        origin.commit("skep.yml", "test: 'true'");

        run(fromGit("bad"));

        assertThat(drone.events.done().conclusion()).isEqualTo(Conclusion.ERROR);
        assertThat(drone.events.done().reason()).startsWith(reason);
    }

    @Test
    void cleansUpAfterAProgramThatDiedInItsPhase() throws Exception {
        plugin.commit("skep-plugin.json", "{\"id\": \"dies\", \"main\": [\"sh\", \"main.sh\"]}");
        plugin.commit("main.sh",
                "read l; echo '{\"type\":\"ready\",\"phases\":[\"test\",\"cleanup\"]}'; read l; exit 5\n");
        origin.commit("skep.yml", "cleanup: echo cleaned");

        run(fromGit("dies"));

        assertError("plugin dies: its program ended amid a phase, with exit code 5");
        assertThat(log()).isEqualTo("cleaned\n");
    }

    @Test
    void beginsNoneWhenTheSettingsOfALaterOneAreWrong() throws Exception {
        plugin.commit("skep-plugin.json", "{\"id\": \"early\", \"main\": [\"sh\", \"main.sh\"]}");
        plugin.commit("main.sh", "touch '" + directory.resolve("begun") + "'; echo '{\"type\":\"ready\"}'; read l\n");
        origin.commit("skep.yml", "test: 'true'");

        run(fromGit("early"), new PluginUse("env", true, Map.of("variable", "x"), null));

        assertError("plugin env: there is no setting variable: it takes variables");
        assertThat(directory.resolve("begun")).doesNotExist();
    }

    @Test
    void tellsWhyAProgramFailsInTheCleanupAtNoLength() throws Exception {
        plugin.commit("skep-plugin.json", "{\"id\": \"late\", \"main\": [\"sh\", \"main.sh\"]}");
        plugin.commit("main.sh",
                "echo '{\"type\":\"ready\",\"phases\":[\"cleanup\"]}'; read l; read l; printf '%0100000d\\n' 7\n");
        origin.commit("skep.yml", "test: 'true'");

        run(fromGit("late"));

        assertSucceeded();
        assertThat(log()).startsWith("plugin late: it wrote to its standard output what is no message").endsWith("…\n")
                .hasSizeBetween(3_900, 4_010);
    }

    @Test
    void endsAProgramThatHangsInAPhaseAtTheJobsTimeout() throws Exception {
        plugin.commit("skep-plugin.json", "{\"id\": \"hangs\", \"main\": [\"sh\", \"main.sh\"]}");
        plugin.commit("main.sh",
                "read l; echo '{\"type\":\"ready\",\"phases\":[\"test\",\"cleanup\"]}'; exec sleep 600\n");
        origin.commit("skep.yml", "timeout: 1s\ncleanup: echo cleaned");

        run(fromGit("hangs"));

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

        run(fromGit("evil"));

        assertError("plugin evil: it has a file .npmrc, which npm would obey on the drone: take it out, or commit"
                + " node_modules");
    }

    @Test
    void leavesNoProgramBehindThatDoesNotEnd() throws Exception {
        plugin.commit("skep-plugin.json", "{\"id\": \"stays\", \"main\": [\"sh\", \"main.sh\"]}");
        plugin.commit("main.sh",
                "echo $$ > '" + directory.resolve("pid") + "'\necho '{\"type\":\"ready\"}'\nexec sleep 600\n");
        origin.commit("skep.yml", "test: 'true'");

        run(fromGit("stays"));

        assertSucceeded();
        var pid = Long.parseLong(Files.readString(directory.resolve("pid")).strip());
        assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
    }

    @Test
    void tellsHowItEndedAProgramThatDidNotBegin() throws Exception {
        var pids = new Pids(directory.resolve("pids"));
        plugin.commit("skep-plugin.json", "{\"id\": \"slow\", \"main\": [\"sh\", \"main.sh\"]}");
        plugin.commit("main.sh", "exec " + pids.stubborn() + "\n");
        origin.commit("skep.yml", "{test: echo never, cleanup: echo never}");

        cancelWhenOneRuns(pids, fromGit("slow"));

        assertKilled(pids);
    }

    @Test
    void tellsHowItEndedAnInstallation() throws Exception {
        var pids = new Pids(directory.resolve("pids"));
        var npm = Files.writeString(Files.createDirectories(directory.resolve("bin")).resolve("npm"),
                "#!/bin/sh\nexec " + pids.stubborn() + "\n");
        assertThat(npm.toFile().setExecutable(true)).isTrue();
        drone.set("PATH", npm.getParent() + ":" + System.getenv("PATH"));
        origin.commit("skep.yml", "{test: echo never, cleanup: echo never}");

        cancelWhenOneRuns(pids, new PluginUse("slow", true, Map.of(), new PluginSource.Npm("slow", "1.2.0")));

        assertKilled(pids);
    }

    private void cancelWhenOneRuns(Pids pids, PluginUse use) throws Exception {
        var runner = drone.runner(job(List.of(use)), drone.events);
        var running = CompletableFuture.supplyAsync(runner::run, drone.threads);
        Patience.await().until(() -> pids.count() == 1);
        runner.cancel("ada");
        assertThat(running.get()).isTrue();
    }

    private void assertKilled(Pids pids) {
        assertThat(pids.alive()).isZero();
        assertThat(drone.events.of(JobEvent.Cancelled.class)).singleElement().satisfies(
                cancelled -> assertThat(cancelled.signalled()).filteredOn(process -> pids.all().contains(
                        Long.toString(process.pid()))).singleElement().satisfies(
                                process -> assertThat(process.signals()).containsExactly("TERM", "KILL")));
        assertThat(drone.events.done().conclusion()).isEqualTo(Conclusion.CANCELLED);
        assertThat(log()).isEmpty();
    }

    @Test
    void saysWhereAPluginCannotBeHad() throws Exception {
        origin.commit("skep.yml", "test: 'true'");

        run(new PluginUse("gone", true, Map.of(), new PluginSource.Git("file:///no/where", "v1", null)));

        assertThat(drone.events.done().conclusion()).isEqualTo(Conclusion.ERROR);
        assertThat(drone.events.done().reason()).startsWith("plugin gone: there is no repository at");
    }

    private PluginUse fromGit(String id) {
        return new PluginUse(id, true, Map.of(), new PluginSource.Git(plugin.url(), "main", null));
    }
}
