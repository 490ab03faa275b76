package dev.skep.standalone.bench;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.Callable;

import dev.skep.standalone.measure.JsonLines;
import dev.skep.standalone.measure.Machine;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code skep bench}: measures a Skep that it starts for this, and what it stands on. */
@Command(name = "bench", description = "Measures how soon jobs start, how many run, and how much output is kept.")
public final class BenchCommand implements Callable<Integer> {

    @Parameters(paramLabel = "NAME", description = "What to measure: ${COMPLETION-CANDIDATES}. Default: all.")
    private List<Benchmark> names = new ArrayList<>();

    @Option(names = "--json", paramLabel = "FILE", description = "Also adds the results to this file, as JSON lines.")
    private @Nullable Path json;

    @Option(names = "--rabbitmq", paramLabel = "URI", defaultValue = "${env:SKEP_RABBITMQ_URI}", description = "A RabbitMQ to run on: a URI, 'local' for a private node of the installed rabbitmq-server, or 'embedded'. Default: local where rabbitmq-server is installed, else embedded.")
    private @Nullable String rabbitmq;

    @Option(names = "--drones", paramLabel = "N", description = "Passed on to skep up.")
    private @Nullable Integer drones;

    @Option(names = "--capacity", paramLabel = "N", description = "Passed on to skep up.")
    private @Nullable Integer capacity;

    @Option(names = "--jvm", paramLabel = "OPTION", description = "An option for the Java that is measured, such as --jvm=-XX:StartFlightRecording=filename=skep.jfr. May be repeated.")
    private List<String> jvm = new ArrayList<>();

    @Mixin
    private Sizes sizes = new Sizes();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        var out = spec.commandLine().getOut();
        sizes.checked();
        var table = new Table(out);
        try (var setup = new Setup(rabbitmq, jvm, upOptions())) {
            var facts = setup.facts();
            facts.forEach(out::println);
            for (var benchmark : names.isEmpty() ? EnumSet.allOf(Benchmark.class) : EnumSet.copyOf(names)) {
                var load = Machine.load();
                var at = Instant.now();
                out.printf("%s %s, load %.1f%n", at, benchmark, load);
                out.flush();
                var result = benchmark.run(setup, sizes);
                table.print(result);
                if (json != null) {
                    new JsonLines(json).add(ResultLine.of(result, facts, load, at));
                }
            }
        }
        return 0;
    }

    private List<String> upOptions() {
        var options = new ArrayList<String>();
        if (drones != null) {
            options.addAll(List.of("--drones", drones.toString()));
        }
        if (capacity != null) {
            options.addAll(List.of("--capacity", capacity.toString()));
        }
        return options;
    }
}
