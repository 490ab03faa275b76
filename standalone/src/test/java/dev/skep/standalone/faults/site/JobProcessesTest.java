package dev.skep.standalone.faults.site;

import java.nio.file.Path;

import dev.skep.standalone.faults.site.JobProcesses.JobProcess;
import dev.skep.testing.Patience;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class JobProcessesTest {

    @TempDir
    private Path directory;

    @Test
    void findsWhatCutItselfOffAndForgetsWhatHasEnded() throws Exception {
        var grounds = Grounds.under(directory);
        var processes = new JobProcesses(grounds);
        var builder = new ProcessBuilder("sh", "-c", "(setsid sleep 300 &) ; exec sleep 300");
        builder.environment().put(Grounds.MARK, grounds.mark());
        builder.environment().put("SKEP_JOB_ID", "j");
        builder.environment().put("SKEP_DRONE", "d");
        builder.environment().put("SKEP_ATTEMPT", "2");
        builder.start();
        Patience.await().until(() -> processes.ofJob("j").stream().map(JobProcess::command)
                .filter("sleep 300"::equals).count() == 2);

        var found = processes.ofDrone("d");
        assertThat(found).hasSize(2).allMatch(process -> process.attempt() == 2 && process.isAlive());
        assertThat(processes.ofDrone("other")).isEmpty();
        assertThat(new JobProcesses(Grounds.under(directory)).all()).isEmpty();

        found.forEach(JobProcess::kill);
        Patience.await().until(() -> processes.all().isEmpty());
        assertThat(found).noneMatch(JobProcess::isAlive);
    }
}
