package dev.skep.drone.plugin;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import dev.skep.drone.process.Ending;
import dev.skep.drone.process.Executor;
import dev.skep.drone.process.Limits;
import dev.skep.drone.process.Mark;
import dev.skep.drone.process.OutputSink;
import dev.skep.drone.process.Place;
import dev.skep.drone.process.Script;
import dev.skep.message.ExecutorConfig;
import dev.skep.plugin.PluginFailure;

/** The machine's {@code npm}, with the registry and the access that its user has set up. Scripts of packages do not run. */
public final class Npm {

    private static final int LINES_SHOWN = 5;
    /** No command of a job has this number. */
    private static final int MARK = -1;

    private final Executor processes;

    /** @param processes runs it on the drone's own machine */
    public Npm(Executor processes) {
        this.processes = processes;
    }

    void install(String what, Path directory, Errand errand) throws PluginFailure, IOException, InterruptedException {
        run("npm install --prefix . --no-save --no-audit --no-fund --ignore-scripts -- '" + what + "'", directory,
                errand);
    }

    void installDependencies(Path directory, Errand errand) throws PluginFailure, IOException, InterruptedException {
        run("npm install --no-save --no-audit --no-fund --ignore-scripts --omit=dev --git=git", directory, errand);
    }

    private void run(String command, Path directory, Errand errand)
            throws PluginFailure, IOException, InterruptedException {
        Files.createDirectories(directory);
        var place = new Place(errand.execution(), directory, List.of(), ExecutorConfig.of(ExecutorConfig.PROCESS));
        var said = new Output();
        try (var here = processes.open(place, errand.until(), errand.stop())) {
            var script = new Script(new Mark(errand.execution(), MARK), command, directory, here.variables(), null);
            var ending = here.run(script, new Limits(errand.until(), null), said, errand.stop());
            errand.leaving().accept(here);
            if (!ending.equals(new Ending.Exited(0))) {
                throw new PluginFailure("npm could not install it: " + said.end());
            }
        } catch (Executor.Unfit e) {
            throw new PluginFailure(e.reason());
        }
    }

    private static final class Output implements OutputSink {

        private final ByteArrayOutputStream all = new ByteArrayOutputStream();

        @Override
        public void write(Source source, byte[] bytes, int length) {
            all.write(bytes, 0, length);
        }

        @Override
        public void end(Source source) {
            // what it said stays
        }

        String end() {
            var lines = all.toString(StandardCharsets.UTF_8).strip().lines().toList();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size()));
        }
    }
}
