package dev.skep.gateway.project;

import java.util.List;
import java.util.Map;

import dev.skep.gateway.StoreForTests;
import dev.skep.gateway.problem.Problem;
import dev.skep.message.Auth;
import dev.skep.message.JobType;
import dev.skep.message.PluginSource;
import dev.skep.message.PluginUse;
import dev.skep.seal.Keyring;
import dev.skep.seal.Purpose;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Projects from the JSON that somebody sends to the store, and back. */
@SuppressWarnings("NullAway.Init")
class ProjectsTest {

    private static final String FIRST = "k1:" + "A".repeat(43) + "=";
    private static final String SECOND = "k2:" + "B".repeat(42) + "A=";
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build(); // as gateway.yml has it
    private static final String KEY = "-----BEGIN OPENSSH PRIVATE KEY-----\\nclear-key\\n-----END OPENSSH PRIVATE KEY-----\\n";
    private static final String FULL = """
            { "repo": { "url": "https://git.example.org/app.git", "vcs": "git", "provider": "github",
                        "auth": { "type": "https", "username": "ada", "password": "clear-password" },
                        "submodules": true, "depth": 50 },
              "webhookSecret": "clear-webhook",
              "secrets": { "DEPLOY_KEY": "clear-deploy", "API_TOKEN": "clear-token" },
              "plugins": [ { "id": "node", "config": { "version": "22", "a.b": { "$set": [1, null, 22.10, true] } } },
                           { "id": "lint", "enabled": false,
                             "source": { "type": "git", "url": "ssh://git@git.example.org/lint", "ref": "v1",
                                         "auth": { "type": "ssh", "key": "%s", "passphrase": "clear-phrase",
                                                   "knownHosts": "git.example.org ssh-ed25519 AAAA" } } } ],
              "branches": [ { "pattern": "main", "type": "TEST_AND_DEPLOY",
                              "plugins": [ { "id": "lint", "enabled": true },
                                           { "id": "node", "config": { "version": "24" } },
                                           { "id": "spell", "source": { "type": "npm", "name": "@ada/spell",
                                                                        "version": "1.2.0" } } ] },
                            { "pattern": "*" } ],
              "executor": { "type": "docker", "image": "node:22", "memory": "512m", "cpus": 1.5, "pids": 200,
                            "network": "none", "user": "node" },
              "timeout": "30m", "onLost": "retry", "forkSecrets": true }
            """.formatted(KEY);

    private StoreForTests store;
    private Projects projects;

    @BeforeEach
    void openStore() throws Exception {
        store = new StoreForTests();
        projects = new Projects(store.operations());
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    private ProjectController controller(String keys) {
        return new ProjectController(projects, new ProjectReader(Keyring.parse(keys)));
    }

    private void put(String name, String json) {
        put(FIRST, name, json);
    }

    private void put(String keys, String name, String json) {
        controller(keys).put(name, JSON.readValue(json, ProjectBody.class));
    }

    private String get(String name) {
        return JSON.writeValueAsString(controller(FIRST).get(name));
    }

    private String stored(String name) {
        return requireNonNull(store.operations().findById(name, Document.class, "projects")).toJson();
    }

    private void refuses(String field, String json) {
        assertThatExceptionOfType(Problem.class).as(json).isThrownBy(() -> put("app", json))
                .satisfies(problem -> assertThat(requireNonNull(problem.getBody().getProperties()))
                        .containsEntry("field", field));
    }

    private void refusesWith(String field, String more) {
        refuses(field, "{\"repo\": {\"url\": \"https://git.example.org/app.git\"}, " + more + "}");
    }

    private void refusesRepo(String field, String repo) {
        refuses(field, "{\"repo\": " + repo + "}");
    }

    @Test
    void storesSecretsSealedAndGivesNone() {
        put("app", FULL);
        assertThat(stored("app")).doesNotContain("clear-").contains("k1");
        assertThat(stored("app")).as("no Java class names").doesNotContain("dev.skep");
        assertThat(get("app")).doesNotContain("clear-").doesNotContain("k1")
                .contains("\"secretNames\":[\"API_TOKEN\",\"DEPLOY_KEY\"]").contains("\"username\":\"ada\"");
        var ring = Keyring.parse(FIRST);
        var project = projects.get("app");
        assertThat(ring.open(requireNonNull(project.webhook()), Purpose.webhook("app"))).isEqualTo("clear-webhook");
        assertThat(ring.open(requireNonNull(project.secrets().get("API_TOKEN")), Purpose.secret("app", "API_TOKEN")))
                .isEqualTo("clear-token");
        var https = (Auth.Https) requireNonNull(project.repo().auth());
        assertThat(ring.open(https.password(), Purpose.auth("app", "password"))).isEqualTo("clear-password");
        var source = (PluginSource.Git) requireNonNull(project.plugins().get(1).source());
        var ssh = (Auth.Ssh) requireNonNull(source.auth());
        assertThat(ring.open(ssh.key(), Purpose.auth("app", "lint.key"))).contains("clear-key");
        assertThat(ring.open(requireNonNull(ssh.passphrase()), Purpose.auth("app", "lint.passphrase")))
                .isEqualTo("clear-phrase");
    }

    @Test
    void changesNothingWhenWhatItGaveIsPutAgain() {
        put("app", FULL);
        var before = projects.get("app");
        var given = get("app");
        put("app", given);
        assertThat(projects.get("app")).isEqualTo(before);
        assertThat(get("app")).isEqualTo(given);
    }

    @Test
    void mergesThePluginsOfTheBranch() {
        put("app", FULL);
        var project = projects.get("app");
        assertThat(project.pluginsFor("main")).extracting(PluginUse::id).containsExactly("node", "lint", "spell");
        assertThat(project.pluginsFor("main")).extracting(PluginUse::enabled).containsExactly(true, true, true);
        assertThat(project.pluginsFor("main").getFirst().config()).containsEntry("version", "24").containsKey("a.b");
        assertThat(project.pluginsFor("main").get(1).source()).isInstanceOf(PluginSource.Git.class);
        assertThat(project.pluginsFor("other")).extracting(PluginUse::enabled).containsExactly(true, false);
        assertThat(project.pluginsFor(null)).hasSize(2);
        assertThat(project.typeFor("other")).isEqualTo(JobType.TEST);
    }

    @Test
    void keepsConfigsWhoseKeysNoStoreTakes() {
        put("app", FULL);
        var config = projects.get("app").plugins().getFirst().config();
        assertThat(JSON.writeValueAsString(config))
                .isEqualTo("{\"version\":\"22\",\"a.b\":{\"$set\":[1,null,22.10,true]}}");
    }

    @Test
    void mergesSecretsByName() {
        put("app", FULL);
        var token = projects.get("app").secrets().get("API_TOKEN");
        put("app", "{\"repo\": {\"url\": \"file:///app\", \"auth\": {\"type\": \"none\"}},"
                + " \"secrets\": {\"DEPLOY_KEY\": \"\", \"MORE\": \"clear-more\"}, \"webhookSecret\": \"\"}");
        var after = projects.get("app");
        assertThat(after.secrets()).containsOnlyKeys("API_TOKEN", "MORE").containsEntry("API_TOKEN",
                requireNonNull(token));
        assertThat(after.webhook()).isNull();
        assertThat(after.repo().auth()).isNull();
    }

    @Test
    void sendsPasswordNowhereElseThanBefore() {
        put("app", FULL);
        var auth = projects.get("app").repo().auth();
        put("app", "{\"repo\": {\"url\": \"https://GIT.example.org:443/other.git\"}}");
        assertThat(projects.get("app").repo().auth()).isEqualTo(auth);
        for (var elsewhere : List.of("https://evil.example.org/app.git", "http://git.example.org/app.git",
                "https://git.example.org:8443/app.git", "ssh://git.example.org/app.git", "file:///app")) {
            refusesRepo("repo.auth.password", "{\"url\": \"" + elsewhere + "\"}");
        }
        refusesRepo("repo.auth.password",
                "{\"url\": \"https://evil.example.org/\", \"auth\": {\"type\": \"https\", \"username\": \"eve\"}}");
        put("app", "{\"repo\": {\"url\": \"https://new.example.org/app.git\","
                + " \"auth\": {\"type\": \"https\", \"password\": \"another\"}}}");
        assertThat(projects.get("app").repo().auth()).isNotEqualTo(auth);
    }

    @Test
    void sendsKeysOfPluginsNowhereElseEither() {
        put("app", FULL);
        refuses("plugins[1].source.auth.key",
                get("app").replace("git@git.example.org/lint", "git@evil.example.org/lint"));
    }

    @Test
    void sealsAnewWithTheFirstKey() {
        put("app", FULL);
        put(SECOND + "," + FIRST, "app", get("app"));
        assertThat(stored("app")).contains("\"key\": \"k2\"").doesNotContain("\"key\": \"k1\"");
        var ring = Keyring.parse(SECOND);
        assertThat(ring.open(requireNonNull(projects.get("app").secrets().get("API_TOKEN")),
                Purpose.secret("app", "API_TOKEN"))).isEqualTo("clear-token");
        assertThatExceptionOfType(Problem.class).isThrownBy(() -> put(FIRST, "app", get("app")))
                .withMessageContaining("must be given anew").withMessageContaining("k2");
    }

    @Test
    void readsProjectsOfTheFirstVersionAndSealsTheirSecret() {
        store.operations().insert(new Document("_id", "old")
                .append("repo", new Document("url", "file:///old").append("vcs", "GIT"))
                .append("webhookSecret", "clear-old")
                .append("branches", List.of(new Document("pattern", "main").append("type", "TEST"))), "projects");
        new ClearSecrets(store.operations(), Keyring.parse(FIRST)).seal();
        var old = projects.get("old");
        assertThat(Keyring.parse(FIRST).open(requireNonNull(old.webhook()), Purpose.webhook("old")))
                .isEqualTo("clear-old");
        assertThat(old.secrets()).isEmpty();
        assertThat(old.pluginsFor("main")).isEmpty();
        assertThat(old.forkSecrets()).isFalse();
        assertThat(stored("old")).doesNotContain("clear-old");
    }

    @Test
    void takesEveryKindOfAddress() {
        for (var url : List.of("/srv/git/app.git", "file:///srv/git/app", "http://localhost:3000/app.git",
                "https://git.example.org/a/b.git", "ssh://git@git.example.org:2222/app.git",
                "git@git.example.org:a/b.git",
                "ssh://[::1]/app.git")) {
            put("app", "{\"repo\": {\"url\": \"" + url + "\"}}");
        }
        put("app", "{\"repo\": {\"url\": \"ssh://hg@hg.example.org/app\", \"vcs\": \"hg\"}}");
    }

    @Test
    void refusesAddressesThatHoldCredentialsOrTricks() {
        for (var url : List.of("", "ftp://git.example.org/app", "https://ada:pw@git.example.org/app.git",
                "https://token@git.example.org/app.git", "ssh://git:pw@git.example.org/app.git",
                "ssh://-oProxyCommand=x/app", "-oProxyCommand=x@host:app", "git@-host:app", "git@host:-app", "app.git",
                "https:///app.git", "https://git.example.org/a\\nb", "file:///a\\u0000b", "ext::sh -c x")) {
            refusesRepo("repo.url", "{\"url\": \"" + url + "\"}");
        }
        refusesRepo("repo.url", "{\"url\": \"hg@hg.example.org:app\", \"vcs\": \"hg\"}");
        refusesRepo("repo.url", "{}");
    }

    @Test
    void namesWhatIsWrongWithTheRepository() {
        var url = "{\"url\": \"https://git.example.org/app.git\", ";
        refusesRepo("repo.depth", url + "\"depth\": 0}");
        refusesRepo("repo.depth", url + "\"depth\": 1, \"vcs\": \"hg\"}");
        refusesRepo("repo.provider", url + "\"provider\": \"a b\"}");
        refusesRepo("repo.auth.type", url + "\"auth\": {}}");
        refusesRepo("repo.auth.type", url + "\"auth\": {\"type\": \"oauth\"}}");
        refusesRepo("repo.auth.password", url + "\"auth\": {\"type\": \"https\"}}");
        refusesRepo("repo.auth.password", url + "\"auth\": {\"type\": \"https\", \"password\": \"abc\"}}");
        refusesRepo("repo.auth.password", url + "\"auth\": {\"type\": \"none\", \"password\": \"abcd\"}}");
        refusesRepo("repo.auth", url + "\"auth\": {\"type\": \"ssh\", \"key\": \"" + KEY + "\"}}");
        var ssh = "{\"url\": \"git@git.example.org:app\", \"auth\": {\"type\": ";
        refusesRepo("repo.auth", ssh + "\"https\", \"password\": \"abcd\"}}");
        refusesRepo("repo.auth.key", ssh + "\"ssh\", \"key\": \"ssh-ed25519 AAAA ada\"}}");
        refusesRepo("repo.auth.username", ssh + "\"ssh\", \"username\": \"a\", \"key\": \"" + KEY + "\"}}");
    }

    @Test
    void namesWhatIsWrongWithSecrets() {
        for (var name : List.of("1X", "a-b", "A B", "SKEP_TOKEN", "PATH", "HOME", "LD_PRELOAD", "BASH_ENV")) {
            refusesWith("secrets." + name, "\"secrets\": {\"" + name + "\": \"long enough\"}");
        }
        refusesWith("secrets.X", "\"secrets\": {\"X\": \"abc\"}");
        refusesWith("secrets.X", "\"secrets\": {\"X\": \"       \"}");
        refusesWith("secrets.X", "\"secrets\": {\"X\": \"abcd\\u0000\"}");
        refusesWith("secrets.X", "\"secrets\": {\"X\": null}");
        refusesWith("secrets.X", "\"secrets\": {\"X\": \"" + "x".repeat(32 * 1024 + 1) + "\"}");
    }

    @Test
    void namesWhatIsWrongWithPlugins() {
        refusesWith("plugins[0].id", "\"plugins\": [{\"id\": \"No De\"}]");
        refusesWith("plugins[1].id", "\"plugins\": [{\"id\": \"a\"}, {\"id\": \"a\"}]");
        refusesWith("plugins[0]", "\"plugins\": [null]");
        var source = "\"plugins\": [{\"id\": \"a\", \"source\": ";
        refusesWith("plugins[0].source.type", source + "{}}]");
        refusesWith("plugins[0].source.name",
                source + "{\"type\": \"npm\", \"name\": \"--x\", \"version\": \"1.0.0\"}}]"
                        .replace("--x", "../x"));
        refusesWith("plugins[0].source.version",
                source + "{\"type\": \"npm\", \"name\": \"x\", \"version\": \"^1\"}}]");
        refusesWith("plugins[0].source.url",
                source + "{\"type\": \"git\", \"url\": \"https://t@h/x\", \"ref\": \"v1\"}}]");
        refusesWith("plugins[0].source.ref",
                source + "{\"type\": \"git\", \"url\": \"https://h/x\", \"ref\": \"--upload-pack=x\"}}]");
        refusesWith("plugins[0].source.auth.password",
                source + "{\"type\": \"git\", \"url\": \"https://h/x\", \"ref\": \"v1\", \"auth\": {\"type\": \"https\"}}}]");
        refusesWith("branches[0].plugins[0].id", "\"branches\": [{\"pattern\": \"*\", \"plugins\": [{}]}]");
        refusesWith("branches[1].pattern", "\"branches\": [{\"pattern\": \"*\"}, {\"pattern\": \" \"}]");
    }

    @Test
    void namesWhatElseIsWrong() {
        refusesWith("executor.type", "\"executor\": {\"image\": \"node\"}");
        refusesWith("executor", "\"executor\": {\"type\": \"process\", \"image\": \"node\"}");
        refusesWith("executor.image", "\"executor\": {\"type\": \"docker\", \"image\": \"--privileged\"}");
        refusesWith("executor.memory", "\"executor\": {\"type\": \"docker\", \"memory\": \"lots\"}");
        refusesWith("executor.network", "\"executor\": {\"type\": \"docker\", \"network\": \"host\"}");
        refusesWith("onLost", "\"onLost\": \"ask\"");
        refusesWith("concurrency", "\"concurrency\": 4");
        refusesWith("timeout", "\"timeout\": \"25h\"");
        refusesWith("name", "\"name\": \"other\"");
    }

    @Test
    void refusesUnknownAndCircularDependencies() {
        put("a", "{\"repo\": {\"url\": \"/a\"}}");
        put("b", "{\"repo\": {\"url\": \"/b\"}, \"dependencies\": [\"a\"]}");
        put("c", "{\"repo\": {\"url\": \"/c\"}, \"dependencies\": [{\"project\": \"b\", \"pattern\": \"main\"}]}");
        assertThat(get("b")).contains("\"dependencies\":[{\"project\":\"a\",\"pattern\":\"*\"}]");
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> put("a", "{\"repo\": {\"url\": \"/a\"}, \"dependencies\": [\"c\"]}"))
                .withMessageContaining("a → c → b → a");
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> put("d", "{\"repo\": {\"url\": \"/d\"}, \"dependencies\": [\"d\"]}"))
                .withMessageContaining("d → d");
        refusesWith("dependencies[0]", "\"dependencies\": [\"nobody\"]");
        refusesWith("dependencies[0].project", "\"dependencies\": [{}]");
        refusesWith("dependencies[0].branch", "\"dependencies\": [{\"project\": \"a\", \"branch\": \"-x\"}]");
    }

    @Test
    void keepsProjectThatOthersFollow() {
        put("a", "{\"repo\": {\"url\": \"/a\"}}");
        put("b", "{\"repo\": {\"url\": \"/b\"}, \"dependencies\": [\"a\"]}");
        assertThatExceptionOfType(Problem.class).isThrownBy(() -> controller(FIRST).delete("a"))
                .satisfies(problem -> assertThat(problem.getStatusCode().value()).isEqualTo(409))
                .withMessageContaining("jobs of b");
        controller(FIRST).delete("b");
        controller(FIRST).delete("a");
        assertThat(projects.all()).isEmpty();
    }

    @Test
    void findsTheBranchThatFollows() {
        var project = new Project("b", ProjectForTests.of("b").repo(), null, Map.of(), List.of(), List.of(), null, null,
                OnLost.RETRY, false, List.of(new Project.Dependency("a", "release-*", "stable"),
                        new Project.Dependency("a", "main", null)));
        assertThat(project.branchAfter("a", "release-1")).isEqualTo("stable");
        assertThat(project.branchAfter("a", "main")).isEqualTo("main");
        assertThat(project.branchAfter("a", "other")).isNull();
        assertThat(project.branchAfter("x", "main")).isNull();
    }
}
