package dev.skep.drone.shipped;

import java.io.IOException;
import java.util.List;

import dev.skep.message.Phase;
import dev.skep.plugin.Command;
import dev.skep.plugin.Job;
import dev.skep.plugin.Plugin;
import dev.skep.plugin.PluginFailure;
import dev.skep.plugin.Setting;
import dev.skep.plugin.Work;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Installs and tests what has a {@code package.json}, by the package manager whose lock file is there. */
public final class NodePlugin implements Plugin {

    private static final String VERSION = "version";
    /** What {@code npm init} writes where there are no tests. */
    private static final String NO_TEST = "no test specified";

    @Override
    public String id() {
        return "node";
    }

    @Override
    public List<Setting> settings() {
        return List.of(Setting.optional(VERSION, Setting.Type.TEXT, null,
                "the version of Node.js that must be there, such as 22 or 22.4"));
    }

    @Override
    public Work begin(Job job) throws PluginFailure, IOException {
        var text = job.read("package.json");
        if (text.isEmpty()) {
            throw new PluginFailure(
                    "the repository has no package.json in its root: add one, or switch the plugin off");
        }
        var work = new Commands().path(job.directory().resolve("node_modules/.bin").toString());
        requireVersion(job.config().text(VERSION), work);
        var manager = manager(job);
        if (!job.filePhases().contains(Phase.PREPARE)) {
            work.add(Phase.PREPARE, Command.of(manager.install));
        }
        if (!job.filePhases().contains(Phase.TEST) && hasTests(parsed(text.get()))) {
            work.add(Phase.TEST, Command.of(manager.test));
        }
        return work;
    }

    private enum Tool {
        NPM_LOCKED("npm ci", "npm test"), NPM("npm install", "npm test"), YARN("yarn install --frozen-lockfile",
                "yarn test"), PNPM("pnpm install --frozen-lockfile", "pnpm test");

        private final String install;
        private final String test;

        Tool(String install, String test) {
            this.install = install;
            this.test = test;
        }
    }

    private static Tool manager(Job job) {
        if (job.has("pnpm-lock.yaml")) {
            return Tool.PNPM;
        }
        if (job.has("yarn.lock")) {
            return Tool.YARN;
        }
        return job.has("package-lock.json") || job.has("npm-shrinkwrap.json")
                ? Tool.NPM_LOCKED
                : Tool.NPM;
    }

    private static JsonNode parsed(String text) throws PluginFailure {
        try {
            return JsonMapper.shared().readTree(text);
        } catch (JacksonException e) {
            throw new PluginFailure("package.json is no JSON: line " + e.getLocation().getLineNr() + ": "
                    + e.getOriginalMessage());
        }
    }

    private static boolean hasTests(JsonNode packageJson) {
        var test = packageJson.path("scripts").path("test");
        return test.isString() && !test.asString().contains(NO_TEST);
    }

    private static void requireVersion(@Nullable String version, Commands work)
            throws PluginFailure {
        if (version == null) {
            return;
        }
        if (!version.matches("v?\\d+(\\.\\d+){0,2}")) {
            throw new PluginFailure(
                    "the setting version takes a version of Node.js such as 22 or 22.4, not " + version);
        }
        var wanted = version.startsWith("v") ? version : "v" + version;
        work.add(Phase.ENVIRONMENT, Command.of("case \"$(node --version).\" in " + wanted + ".*) node --version ;; *)"
                + " echo \"this job needs Node.js " + version + ", but here is $(node --version)\" >&2; exit 1 ;; esac",
                "Node.js " + version));
    }
}
