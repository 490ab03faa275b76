package dev.skep.standalone.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import tools.jackson.databind.json.JsonMapper;

/** Keeps results for programs: one JSON object a line, added to the file. */
final class JsonLines {

    private final JsonMapper json = JsonMapper.shared();
    private final Path file;

    JsonLines(Path file) {
        this.file = file;
    }

    /** One row, with the machine that it was measured on. */
    private record Line(Instant at, List<String> machine, double load, String benchmark, String kind, String name,
            Map<String, Double> values, Map<String, Double> ratios) {}

    void add(Result result, List<String> machine, double load, Instant at) throws IOException {
        var lines = result.rows().stream()
                .map(row -> new Line(at, machine, load, result.benchmark().toString(),
                        row.kind().name().toLowerCase(Locale.ROOT), row.name(), row.values(), result.ratios(row)))
                .map(json::writeValueAsString).toList();
        Files.write(file, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
