package dev.skep.standalone.bench;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

import dev.skep.standalone.bench.Row.Kind;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TableTest {

    private static final String RATE = "per second";
    private static final String CPU = "cpu ms each";
    private static final Result RESULT = new Result(Benchmark.THROUGHPUT, "some jobs", List.of(RATE, CPU),
            List.of(Row.of(Kind.SKEP, "ours").with(RATE, 20).with(CPU, 44),
                    Row.of(Kind.FLOOR, "processes").with(RATE, 1250.4),
                    Row.of(Kind.ELSEWHERE, "another product").with(RATE, 4)));

    @Test
    void comparesOursWithWhatWasMeasuredBesideIt() {
        assertThat(line("processes")).contains("floor", "1,250", "0.0160");
    }

    @Test
    void comparesNothingWithWhatWasMeasuredElsewhere() {
        assertThat(line("another product")).contains("elsewhere").endsWith("4.00               -  ");
        assertThat(RESULT.ratios(RESULT.rows().getLast())).isEmpty();
    }

    @Test
    void putsValuesBelowTheirColumns() {
        var end = line(RATE).indexOf(RATE) + RATE.length();
        assertThat(line("ours").substring(0, end)).endsWith("20.00");
        assertThat(line("processes").substring(0, end)).endsWith("1,250");
    }

    private static String line(String part) {
        var out = new StringWriter();
        new Table(new PrintWriter(out)).print(RESULT);
        return out.toString().lines().filter(line -> line.contains(part)).findFirst().orElseThrow();
    }
}
