package dev.skep.standalone.bench;

import java.io.PrintWriter;
import java.io.StringWriter;

import dev.skep.standalone.CannotStart;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class BenchCommandTest {

    @Test
    void saysWhatCanBeMeasured() {
        var err = new StringWriter();
        var line = new CommandLine(new BenchCommand()).setErr(new PrintWriter(err));
        assertThat(line.execute("speed")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString()).contains("speed").contains("dispatch, throughput, logs");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--dispatch-jobs", "--throughput-jobs", "--log-runs"})
    void refusesToMeasureNothing(String option) {
        var sizes = CommandLine.populateCommand(new Sizes(), option + "=0");
        assertThatExceptionOfType(CannotStart.class).isThrownBy(sizes::checked).withMessageStartingWith(option);
    }

    @Test
    void measuresSomethingUnlessTold() {
        var sizes = CommandLine.populateCommand(new Sizes()).checked();
        assertThat(sizes.dispatchJobs).isEqualTo(200);
    }
}
