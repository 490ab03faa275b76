package dev.skep.standalone.faults;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;

import dev.skep.standalone.CannotStart;
import dev.skep.standalone.faults.site.Size;
import dev.skep.standalone.measure.JsonLines;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code skep faults}: has everything around a Skep of its own fail, and looks whether it lost a job or ran one twice. */
@Command(name = "faults", description = "Kills, freezes and cuts off every part of a Skep under load, and checks every job.")
public final class FaultsCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FAULT", description = "Only these, again and again: ${COMPLETION-CANDIDATES}. Default: each once, and then any.")
    private List<Choice> only = new ArrayList<>();

    @Option(names = "--minutes", paramLabel = "N", defaultValue = "15", description = "No fault begins after so long. Default: ${DEFAULT-VALUE}")
    private int minutes;

    @Option(names = "--brief", description = "Only the most telling faults, once each: as ./skep test does.")
    private boolean brief;

    @Option(names = "--seed", paramLabel = "N", description = "Has the same faults befall the same services as an earlier run.")
    private @Nullable Long seed;

    @Option(names = "--drones", paramLabel = "N", defaultValue = "3", description = "How many drones. Default: ${DEFAULT-VALUE}")
    private int drones;

    @Option(names = "--pace", paramLabel = "MILLIS", defaultValue = "800", description = "From one request for a job to the next. Default: ${DEFAULT-VALUE}")
    private int pace;

    @Option(names = "--json", paramLabel = "FILE", description = "Also adds the results to this file, as JSON lines.")
    private @Nullable Path json;

    @Option(names = "--keep", description = "Keeps logs and data even when all is well.")
    private boolean keep;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        check();
        var directory = Files.createTempDirectory("skep-faults");
        var out = spec.commandLine().getOut();
        var report = report(settings(directory), out);
        new ReportTable(out).print(report);
        if (json != null) {
            new JsonLines(json).add(ReportLines.of(report));
        }
        if (report.isGood() && !keep) {
            FileSystemUtils.deleteRecursively(directory);
        } else {
            out.printf("logs of the processes, what is known of each job with a finding, and the data: %s%n",
                    directory);
        }
        out.flush();
        return report.isGood() ? 0 : 1;
    }

    private void check() {
        if (minutes < 1 || drones < 2 || pace < 1) {
            throw new CannotStart("--minutes and --pace take 1 or more, --drones 2 or more");
        }
    }

    private RunSettings settings(Path directory) {
        var chosen = seed == null ? new Random().nextInt(1_000_000) : seed;
        var size = Size.ofDrones(drones);
        return new RunSettings(directory, steps(new Chance(size, new Random(chosen))), chosen,
                Duration.ofMinutes(minutes), size, Duration.ofMillis(pace));
    }

    private Iterator<Step> steps(Chance chance) {
        if (brief) {
            return Schedule.brief();
        }
        return only.isEmpty() ? Schedule.endless(chance) : Schedule.only(only, chance);
    }

    private static Report report(RunSettings settings, PrintWriter out) throws IOException, InterruptedException {
        try (var run = new FaultRun(settings, out)) {
            return run.run();
        }
    }
}
