package dev.skep.standalone.faults;

import java.io.PrintWriter;
import java.io.StringWriter;

import dev.skep.standalone.CannotStart;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class FaultsCommandTest {

    @Test
    void saysWhatCanGoWrong() {
        var err = new StringWriter();
        var line = new CommandLine(new FaultsCommand()).setErr(new PrintWriter(err));
        assertThat(line.execute("earthquake")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString()).contains("earthquake").contains("kill-drone", "black-hole", "rolling-restart");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--minutes=0", "--drones=1", "--pace=0"})
    void refusesToTryNothing(String option) {
        var command = CommandLine.populateCommand(new FaultsCommand(), option);
        assertThatExceptionOfType(CannotStart.class).isThrownBy(command::call)
                .withMessageContaining(option.substring(0, option.indexOf('=')));
    }
}
