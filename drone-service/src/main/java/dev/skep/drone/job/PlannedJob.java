package dev.skep.drone.job;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import dev.skep.drone.checkout.Checkout.CheckedOut;
import dev.skep.drone.job.CommandRunner.Surroundings;
import dev.skep.drone.plugin.Errand;
import dev.skep.drone.plugin.InstalledPlugin;
import dev.skep.drone.process.Executor;
import dev.skep.drone.process.JobEnvironment;
import dev.skep.drone.process.Place;
import dev.skep.message.JobRun;

/** An execution whose code is checked out, and of which is known what to do. */
record PlannedJob(JobRun run, Workshop workshop, JobSecrets secrets, Plan plan, Reporter reporter,
        StopOrder stop, Cancellation cancellation, DeployPermit permit) {

    Verdict run(CheckedOut code, Path directory, Errand errand) throws Stopped {
        var start = new PluginStart(workshop, secrets, plan, errand);
        try {
            var installed = start.install();
            var executor = workshop.tools().executor(plan.executor().type());
            if (executor == null) {
                return Verdict.error("drone " + workshop.host().drone() + " has no executor " + plan.executor().type());
            }
            var temporary = Files.createDirectories(directory.resolve("tmp"));
            try (var place = executor.open(place(directory, code, installed), errand.until(), errand.stop())) {
                return run(new Surface(run.job(), code, temporary), start, place, errand);
            }
        } catch (PluginStart.Failed e) {
            return Verdict.failed(e.reason(), errand);
        } catch (Executor.Unfit e) {
            return Verdict.failed(e.reason(), errand);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Stopped();
        }
    }

    private Place place(Path directory, CheckedOut code, List<InstalledPlugin> installed) {
        var readable = Stream.concat(code.shared().stream(), installed.stream().map(InstalledPlugin::directory))
                .toList();
        return new Place(run.lease(), directory, readable, plan.executor());
    }

    private Verdict run(Surface surface, PluginStart start, JobEnvironment place, Errand errand)
            throws Stopped, PluginStart.Failed, InterruptedException {
        var base = CommandEnvironment.of(place.variables(), workshop.host(), run.job(), surface.code(),
                secrets.variables());
        var parts = new ArrayList<PluginPart>();
        try {
            start.begin(surface, place, base, reporter, parts);
            var unmet = Requirements.unmet(plan.file(), parts, run.job().jobType());
            if (unmet != null) {
                return Verdict.error(unmet);
            }
            var commands = new CommandRunner(place, reporter, run.lease(), stop);
            var where = new Surroundings(surface.code().directory(),
                    CommandEnvironment.with(base, parts, plan.file().env()), plan.file().quietTimeout());
            var phases = new Phases(plan.file(), parts, commands, where, reporter, permit);
            var verdict = cancellation.during(() -> phases.run(run.job().jobType(), errand.until()), place);
            return cancellation.during(() -> phases.cleanUp(verdict, errand.until()), place);
        } finally {
            parts.forEach(PluginPart::close);
            cancellation.leave(place);
        }
    }
}
