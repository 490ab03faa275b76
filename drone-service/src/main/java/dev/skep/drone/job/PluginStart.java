package dev.skep.drone.job;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.skep.drone.plugin.CheckedConfig;
import dev.skep.drone.plugin.Errand;
import dev.skep.drone.plugin.InstalledPlugin;
import dev.skep.drone.plugin.Program;
import dev.skep.drone.plugin.ProgramPlugin;
import dev.skep.drone.process.JobEnvironment;
import dev.skep.drone.process.Limits;
import dev.skep.drone.process.Mark;
import dev.skep.message.PluginUse;
import dev.skep.plugin.Command;
import dev.skep.plugin.Config;
import dev.skep.plugin.Plugin;
import dev.skep.plugin.PluginFailure;
import dev.skep.plugin.Work;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gets the plugins of one job ready: brings those that come from elsewhere, checks settings, and begins. */
final class PluginStart {

    private static final Logger log = LoggerFactory.getLogger(PluginStart.class);
    /** Numbers of marks that no command of the job has. */
    private static final int FIRST_MARK = -2;

    private final Workshop workshop;
    private final JobSecrets secrets;
    private final Plan plan;
    private final Errand errand;
    private final Map<String, InstalledPlugin> installed = new HashMap<>();

    PluginStart(Workshop workshop, JobSecrets secrets, Plan plan, Errand errand) {
        this.workshop = workshop;
        this.secrets = secrets;
        this.plan = plan;
        this.errand = errand;
    }

    /** A plugin failed; the message says which and why, for the project's people. */
    static final class Failed extends Exception {
        private Failed(String plugin, String reason) {
            super("plugin " + plugin + ": " + reason);
        }

        String reason() {
            return String.valueOf(getMessage());
        }
    }

    private interface Step<T> {
        T run() throws PluginFailure, IOException, InterruptedException;
    }

    private static <T> T step(String plugin, Step<T> step) throws Failed, InterruptedException {
        try {
            return step.run();
        } catch (PluginFailure e) {
            throw new Failed(plugin, e.reason());
        } catch (IOException | RuntimeException | Error e) { // also a class that its jar lacks
            log.warn("plugin {} failed at its start", plugin, e);
            throw new Failed(plugin, "it failed at its start: " + e);
        }
    }

    /** Brings the plugins that the drone has not, before there is a place to run them. */
    List<InstalledPlugin> install() throws Failed, InterruptedException {
        for (var use : plan.plugins()) {
            var source = use.source();
            if (source != null) {
                installed.put(use.id(), step(use.id(),
                        () -> workshop.tools().installer().install(source, secrets.ofPlugin(use.id()), errand)));
            }
        }
        return List.copyOf(installed.values());
    }

    /** A plugin with its settings, before it begins. */
    private record Chosen(String id, Plugin plugin, Config config) {}

    /**
     * Checks the settings of all plugins, and then begins them, in their order.
     *
     * @param environment what their programs see
     * @param parts takes those that have begun, to be closed whatever comes
     */
    void begin(Surface surface, JobEnvironment place, Map<String, String> environment, Reporter reporter,
            List<PluginPart> parts) throws Failed, InterruptedException {
        var all = new ArrayList<Chosen>();
        for (var use : plan.plugins()) {
            all.add(step(use.id(), () -> {
                var plugin = plugin(use, FIRST_MARK - all.size(), place, environment, reporter);
                return new Chosen(use.id(), plugin, CheckedConfig.of(plugin.settings(), use.config()));
            }));
        }
        for (var one : all) {
            var job = surface.job(one.config, secrets, plan.file());
            var work = step(one.id, () -> Objects.requireNonNull(one.plugin.begin(job), "it gave no work"));
            parts.add(new PluginPart(one.id, work)); // before it is checked: it must be closed either way
            step(one.id, () -> checked(work));
        }
    }

    private static Work checked(Work work) throws PluginFailure {
        for (var variable : work.environment().entrySet()) {
            if (!Command.VARIABLE.matcher(variable.getKey()).matches() || !canBeSet(variable.getValue())) {
                throw new PluginFailure("\"" + variable.getKey() + "\" is no environment variable that can be set");
            }
        }
        for (var directory : work.path()) {
            if (!canBeSet(directory)) {
                throw new PluginFailure("\"" + directory + "\" is no directory that can be in the path");
            }
        }
        return work;
    }

    /** Null comes from plugins that take no care. */
    private static boolean canBeSet(@Nullable String value) {
        return value != null && value.indexOf('\0') < 0;
    }

    private Plugin plugin(PluginUse use, int mark, JobEnvironment place, Map<String, String> environment,
            Reporter reporter) throws PluginFailure {
        var own = installed.get(use.id());
        if (own != null) {
            if (!own.id().equals(use.id())) {
                throw new PluginFailure("what its source holds is the plugin " + own.id() + ": name it so");
            }
            var program = new Program(place, new Mark(errand.execution(), mark), environment,
                    new Limits(errand.until(), null), reporter.outputOutside(), errand.stop());
            return new ProgramPlugin(own, program, workshop.threads());
        }
        var plugin = workshop.tools().plugins().find(use.id());
        if (plugin == null) {
            throw new PluginFailure("drone " + workshop.host().drone() + " has no such plugin");
        }
        return plugin;
    }
}
