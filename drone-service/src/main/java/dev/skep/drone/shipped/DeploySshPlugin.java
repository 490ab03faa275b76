package dev.skep.drone.shipped;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

import dev.skep.message.Phase;
import dev.skep.plugin.Command;
import dev.skep.plugin.Config;
import dev.skep.plugin.Job;
import dev.skep.plugin.Plugin;
import dev.skep.plugin.PluginFailure;
import dev.skep.plugin.Setting;
import dev.skep.plugin.Work;

/** Copies files to a machine over ssh, and runs a command there. The key is a secret of the project. */
public final class DeploySshPlugin implements Plugin {

    private static final String HOST = "[A-Za-z0-9._:-]+";
    private static final String USER = "[A-Za-z0-9._-]+";

    @Override
    public String id() {
        return "deploy-ssh";
    }

    @Override
    public List<Setting> settings() {
        return List.of(Setting.required("host", Setting.Type.TEXT, "the machine to deploy to"),
                Setting.required("user", Setting.Type.TEXT, "who signs in there"),
                Setting.optional("port", Setting.Type.NUMBER, 22, "the port of its ssh server"),
                Setting.required("key", Setting.Type.TEXT,
                        "the name of the project's secret that holds the private key"),
                Setting.required("knownHosts", Setting.Type.TEXT,
                        "the machine's own key, as a line of a known_hosts file: ssh-keyscan shows it"),
                Setting.optional("from", Setting.Type.TEXT, ".", "the directory of the checkout to copy"),
                Setting.optional("to", Setting.Type.TEXT, null,
                        "the directory there to copy into; none copies nothing"),
                Setting.optional("run", Setting.Type.TEXTS, List.of(), "commands to run there afterwards"));
    }

    @Override
    public Work begin(Job job) throws PluginFailure {
        var config = job.config();
        require(config.requiredText("host").matches(HOST) && !config.requiredText("host").startsWith("-"),
                "the setting host takes the name or address of a machine");
        require(config.requiredText("user").matches(USER) && !config.requiredText("user").startsWith("-"),
                "the setting user takes a user's name");
        require(config.text("to") != null || !config.texts("run").isEmpty(),
                "there is nothing to do: give it to, or run, or both");
        var name = config.requiredText("key");
        var key = job.secrets().get(name);
        if (key == null) {
            throw new PluginFailure(job.secrets().isEmpty()
                    ? "the job has no secrets: set " + name + " in the project; jobs of forks get none"
                    : "the project has no secret " + name + ": set it");
        }
        require(Command.VARIABLE.matcher(name).matches(), "the setting key takes the name of a secret");
        return work(config, name, job.temporary());
    }

    /** Each command makes what it needs in a directory of its own, and takes the key away with it. */
    private static Work work(Config config, String key, Path temporary) {
        var before = """
                umask 077
                d=$(mktemp -d -p %s)
                trap 'rm -rf "$d"' EXIT
                trap 'exit 143' TERM
                printf '%%s\\n' "$%s" >"$d/key"
                printf '%%s\\n' %s >"$d/known_hosts"
                """.formatted(Command.quoted(temporary.toString()), key,
                Command.quoted(config.requiredText("knownHosts")));
        var work = new Commands();
        var to = config.text("to");
        if (to != null) {
            work.add(Phase.DEPLOY, copy(config, before, to));
        }
        config.texts("run").forEach(command -> work.add(Phase.DEPLOY,
                Command.of(before + ssh(config) + " " + Command.quoted(command) + "\n", command)));
        return work;
    }

    /** A file between the two, because a shell does not tell when the first part of a pipe fails. */
    private static Command copy(Config config, String before, String to) {
        var from = config.requiredText("from");
        var there = "mkdir -p " + Command.quoted(to) + " && tar -xf - -C " + Command.quoted(to);
        return Command.of(
                before + "tar -cf \"$d/files.tar\" --exclude=./.git --exclude=./.hg -C " + Command.quoted(from)
                        + " .\n" + ssh(config) + " " + Command.quoted(there) + " <\"$d/files.tar\"\n",
                "Copy " + from + " to " + config.requiredText("host") + ":" + to);
    }

    private static String ssh(Config config) {
        return "ssh -F /dev/null -o BatchMode=yes -o IdentitiesOnly=yes -o StrictHostKeyChecking=yes"
                + " -o UserKnownHostsFile=\"$d/known_hosts\" -i \"$d/key\" -p "
                + Objects.requireNonNull(config.number("port"), "it has a fallback").intValue() + " -l "
                + config.requiredText("user") + " -- " + config.requiredText("host");
    }

    private static void require(boolean good, String otherwise) throws PluginFailure {
        if (!good) {
            throw new PluginFailure(otherwise);
        }
    }
}
