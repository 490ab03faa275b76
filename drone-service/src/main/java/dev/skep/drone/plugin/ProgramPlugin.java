package dev.skep.drone.plugin;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;

import dev.skep.plugin.Job;
import dev.skep.plugin.Plugin;
import dev.skep.plugin.PluginFailure;
import dev.skep.plugin.Setting;
import dev.skep.plugin.Work;

/** A plugin that is a program of its own, in any language. */
public final class ProgramPlugin implements Plugin {

    private static final int PROTOCOL = 1;

    private final InstalledPlugin installed;
    private final Program program;
    private final Executor threads;

    public ProgramPlugin(InstalledPlugin installed, Program program, Executor threads) {
        this.installed = installed;
        this.program = program;
        this.threads = threads;
    }

    @Override
    public String id() {
        return installed.id();
    }

    @Override
    public List<Setting> settings() {
        return installed.settings();
    }

    @Override
    public Work begin(Job job) throws PluginFailure, IOException {
        var conversation = new Conversation(installed, program, threads);
        var begun = false;
        try {
            conversation.say(Map.of("type", "begin", "protocol", PROTOCOL, "job", about(job), "config",
                    job.config().values()));
            var work = switch (conversation.next()) {
                case Said.Ready ready -> new ProgramWork(conversation, ready);
                case Said.Failure failure -> throw new PluginFailure(failure.reason());
                case Said.Ended ended -> throw new PluginFailure(
                        "its program ended before it was ready, " + conversation.howItEnded());
                case Said other -> throw new PluginFailure("its program answered begin by " + other + ", not by ready");
            };
            begun = true;
            return work;
        } finally {
            if (!begun) {
                conversation.close();
            }
        }
    }

    private static Map<String, Object> about(Job job) {
        var about = new HashMap<String, Object>(Map.of("id", job.id(), "number", job.number(), "project", job.project(),
                "type", job.type(), "commit", job.commit(), "directory", job.directory().toString(), "temporary",
                job.temporary().toString(), "trigger", job.trigger(), "filePhases", job.filePhases()));
        about.put("branch", job.branch());
        return about;
    }
}
