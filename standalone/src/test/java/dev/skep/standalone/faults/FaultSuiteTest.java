package dev.skep.standalone.faults;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import dev.skep.standalone.faults.check.Breach;
import dev.skep.standalone.faults.site.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The fault suite in brief: separate processes on a RabbitMQ of its own, the most telling faults once each. How long things
 * take is for {@code ./skep faults}, on a machine that does nothing else: here only what must never happen counts.
 */
class FaultSuiteTest {

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path directory;

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES) // two of them on a machine that does nothing else
    void losesNothingAndRunsNothingTwice() throws Exception {
        var settings = new RunSettings(directory, Schedule.brief(), 1, Duration.ofMinutes(3), Size.ofDrones(3),
                Duration.ofMillis(800));
        var report = report(settings);
        assertThat(report.findings()).as("see the timeline, the logs and the jobs in " + directory)
                .filteredOn(finding -> finding.breach() != Breach.TOO_SLOW).isEmpty();
        assertThat(report.jobs()).hasSizeGreaterThan(30);
        assertThat(report.faultsDone()).isEqualTo(10);
    }

    private static Report report(RunSettings settings) throws Exception {
        var out = new StringWriter();
        try (var run = new FaultRun(settings, new PrintWriter(out))) {
            return run.run();
        } finally {
            LoggerFactory.getLogger(FaultSuiteTest.class).info("{}", out);
        }
    }
}
