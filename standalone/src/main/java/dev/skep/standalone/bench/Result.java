package dev.skep.standalone.bench;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a benchmark found.
 *
 * @param rows the result itself comes first
 */
record Result(Benchmark benchmark, String title, List<String> columns, List<Row> rows) {

    Result {
        rows = List.copyOf(rows);
    }

    /** How many times a floor's value Skep's own is, by column; nothing for other rows, which were not measured alike. */
    Map<String, Double> ratios(Row row) {
        var ratios = new HashMap<String, Double>();
        if (row.kind() == Row.Kind.FLOOR) {
            var ours = rows.getFirst().values();
            row.values().forEach((column, value) -> {
                if (ours.containsKey(column)) {
                    ratios.put(column, ours.get(column) / value);
                }
            });
        }
        return ratios;
    }
}
