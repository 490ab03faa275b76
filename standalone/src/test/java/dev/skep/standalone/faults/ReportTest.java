package dev.skep.standalone.faults;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import dev.skep.standalone.faults.check.Breach;
import dev.skep.standalone.faults.check.Finding;
import dev.skep.standalone.faults.inject.KillDrone;
import dev.skep.standalone.faults.inject.Measure;
import dev.skep.standalone.faults.inject.Measures;
import dev.skep.standalone.measure.JsonLines;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class ReportTest {

    private static final KillDrone FAULT = new KillDrone(0, false);

    private final Measures measures = new Measures();
    @TempDir
    private Path directory;

    private Report report(Finding... findings) {
        return new Report(42, Instant.EPOCH, Duration.ofSeconds(100), Map.of(FAULT.kind(), 3),
                List.of("a: no", "a: no"), List.of(), List.of(), measures, List.of(findings), directory);
    }

    @Test
    void isGoodOnlyWithoutFindings() {
        assertThat(report().isGood()).isTrue();
        assertThat(report(Finding.of(Breach.TOO_SLOW, "late")).isGood()).isFalse();
    }

    @Test
    void tellsPeopleWhatWasLostAndHowLongThingsTook() {
        measures.add(Measure.REDISPATCH, FAULT, TimeUnit.MILLISECONDS.toNanos(120));
        measures.add(Measure.REDISPATCH, FAULT, TimeUnit.MILLISECONDS.toNanos(480));
        var out = new StringWriter();
        new ReportTable(new PrintWriter(out)).print(report(Finding.of(Breach.STRANDED, "j1", "RUNNING"),
                Finding.of(Breach.DEPLOYED_TWICE, "j2", "two lines"),
                Finding.of(Breach.DEPLOYED_TWICE, "j3", "three")));
        assertThat(out.toString()).contains("3 faults in 100 s, seed 42", "lost 1, doubled 2, other findings 0",
                "STRANDED job j1: RUNNING", Measure.REDISPATCH.label()).containsOnlyOnce("skipped: a: no");
        assertThat(out.toString().lines().filter(line -> line.contains("480")).findFirst()).hasValueSatisfying(
                line -> assertThat(line).containsPattern("120 / 480 +at most 500 +2 +kill -9 of a drone"));
    }

    @Test
    void tellsProgramsTheSame() throws Exception {
        measures.add(Measure.REDISPATCH, FAULT, TimeUnit.MILLISECONDS.toNanos(120));
        var file = directory.resolve("lines");
        new JsonLines(file).add(ReportLines.of(report(Finding.of(Breach.STRANDED, "j1", "RUNNING"))));
        var lines = Files.readAllLines(file).stream().map(JsonMapper.shared()::readTree).toList();
        assertThat(lines).extracting(line -> line.path("line").asString()).containsExactly("run", "times", "finding");
        assertThat(lines).allMatch(line -> line.path("seed").asLong() == 42);
        assertThat(lines.get(0).path("lost").asInt()).isEqualTo(1);
        assertThat(lines.get(1).path("values").path("p99 ms").asDouble()).isEqualTo(120);
        assertThat(lines.get(1).path("limitMillis").asLong()).isEqualTo(500);
        assertThat(lines.get(2).path("job").asString()).isEqualTo("j1");
    }
}
