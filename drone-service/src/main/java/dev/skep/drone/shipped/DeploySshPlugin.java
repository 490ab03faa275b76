package dev.skep.drone.shipped;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import dev.skep.message.Phase;
import dev.skep.plugin.Command;
import dev.skep.plugin.CommandFailed;
import dev.skep.plugin.Config;
import dev.skep.plugin.Job;
import dev.skep.plugin.Plugin;
import dev.skep.plugin.PluginFailure;
import dev.skep.plugin.Setting;
import dev.skep.plugin.Steps;
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
    public Work begin(Job job) throws PluginFailure, IOException {
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
        var directory = Files.createDirectory(job.temporary().resolve("deploy-ssh"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        return new Deployment(config, directory, key);
    }

    private static void require(boolean good, String otherwise) throws PluginFailure {
        if (!good) {
            throw new PluginFailure(otherwise);
        }
    }

    private static final class Deployment implements Work {

        private final Config config;
        private final Path directory;
        private final String key;

        Deployment(Config config, Path directory, String key) {
            this.config = config;
            this.directory = directory;
            this.key = key;
        }

        @Override
        public Set<Phase> phases() {
            return Set.of(Phase.DEPLOY);
        }

        /** The key is on the disk for as long as it is used. */
        @Override
        public void run(Phase phase, Steps steps) throws CommandFailed, IOException {
            write("known_hosts", config.requiredText("knownHosts"));
            write("key", key);
            try {
                var to = config.text("to");
                if (to != null) {
                    copy(to, steps);
                }
                for (var command : config.texts("run")) {
                    steps.run(Command.of(ssh() + " " + Words.quoted(command), command));
                }
            } finally {
                Files.delete(directory.resolve("key"));
            }
        }

        private void write(String file, String content) throws IOException {
            var path = directory.resolve(file);
            Files.deleteIfExists(path);
            Files.createFile(path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(path, content.endsWith("\n") ? content : content + "\n");
        }

        /** A file between the two, because a shell does not tell when the first part of a pipe fails. */
        private void copy(String to, Steps steps) throws CommandFailed {
            var archive = file("files.tar");
            var there = "mkdir -p " + Words.quoted(to) + " && tar -xf - -C " + Words.quoted(to);
            steps.run(Command.of("tar -cf " + archive + " --exclude=./.git --exclude=./.hg -C "
                    + Words.quoted(config.requiredText("from")) + " .\n" + ssh() + " " + Words.quoted(there) + " <"
                    + archive
                    + "\nrm " + archive,
                    "Copy " + config.requiredText("from") + " to " + config.requiredText("host")
                            + ":" + to));
        }

        private String ssh() {
            return "ssh -F /dev/null -o BatchMode=yes -o IdentitiesOnly=yes -o StrictHostKeyChecking=yes"
                    + " -o UserKnownHostsFile=" + file("known_hosts") + " -i " + file("key") + " -p "
                    + port() + " -l "
                    + config.requiredText("user") + " -- " + config.requiredText("host");
        }

        private int port() {
            return Objects.requireNonNull(config.number("port"), "it has a fallback").intValue();
        }

        private String file(String name) {
            return Words.quoted(directory.resolve(name).toString());
        }
    }
}
