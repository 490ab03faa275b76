package dev.skep.standalone.bench;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One row of a result, for programs.
 *
 * @param machine what it was measured on
 */
record ResultLine(Instant at, List<String> machine, double load, String benchmark, String kind, String name,
        Map<String, Double> values, Map<String, Double> ratios) {

    static List<ResultLine> of(Result result, List<String> machine, double load, Instant at) {
        return result.rows().stream()
                .map(row -> new ResultLine(at, machine, load, result.benchmark().toString(),
                        row.kind().name().toLowerCase(Locale.ROOT), row.name(), row.values(), result.ratios(row)))
                .toList();
    }
}
