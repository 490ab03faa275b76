package dev.skep.standalone.bench;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/** Shows results to people. */
final class Table {

    private static final String LINE = "  %-10s %-52s %s  %s%n";

    private final PrintWriter out;

    Table(PrintWriter out) {
        this.out = out;
    }

    void print(Result result) {
        out.printf("%n%s: %s%n", result.benchmark(), result.title());
        var heads = result.columns().stream().map("%16s"::formatted).collect(Collectors.joining());
        out.printf(LINE, "", "", heads, "skep / this");
        for (var row : result.rows()) {
            out.printf(LINE, row.kind().label(), row.name(), values(result, row), ratios(result, row));
        }
        out.println("  elsewhere: measured on a machine like this, not in this run; docs/benchmarks.md says how");
        out.flush();
    }

    private static String values(Result result, Row row) {
        return result.columns().stream().map(column -> "%16s".formatted(number(row.values().get(column))))
                .collect(Collectors.joining());
    }

    private static String ratios(Result result, Row row) {
        var ratios = result.ratios(row);
        return result.columns().stream().filter(ratios::containsKey).map(column -> ratio(ratios.get(column)))
                .distinct().collect(Collectors.joining(" / "));
    }

    private static String ratio(@Nullable Double value) {
        return value != null && value < 0.1 ? String.format(Locale.ROOT, "%.4f", value) : number(value);
    }

    private static String number(@Nullable Double value) {
        if (value == null) {
            return "-";
        }
        return String.format(Locale.ROOT, value < 100 ? "%.2f" : "%,.0f", value);
    }
}
