package dev.skep.standalone.faults.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What the deployments themselves wrote down: a line each, which begins with the job's id. */
final class Deploys {

    private final Map<String, List<String>> lines;

    private Deploys(Map<String, List<String>> lines) {
        this.lines = lines;
    }

    static Deploys read(Path file) throws IOException {
        var lines = Files.exists(file) ? Files.readAllLines(file) : List.<String>of();
        return new Deploys(lines.stream().collect(Collectors.groupingBy(line -> line.substring(0, line.indexOf(' ')))));
    }

    List<String> of(String job) {
        return lines.getOrDefault(job, List.of());
    }

    Set<String> jobs() {
        return lines.keySet();
    }
}
