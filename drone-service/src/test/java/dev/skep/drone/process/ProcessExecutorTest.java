package dev.skep.drone.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import dev.skep.message.ExecutorConfig;
import dev.skep.message.JobEvent.Signalled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import static org.assertj.core.api.Assertions.assertThat;

class ProcessExecutorTest extends ExecutorContract {

    private final Executor executor = new ProcessExecutor(new Shell(threads, GRACE), environment());

    private static Map<String, String> environment() {
        var environment = new HashMap<>(System.getenv());
        environment.putAll(Map.of("SKEP_SECRET", "s", "LC_ALL", "C"));
        return environment;
    }

    @Override
    protected Executor executor() {
        return executor;
    }

    @Override
    protected ExecutorConfig config() {
        return ExecutorConfig.of(ExecutorConfig.PROCESS);
    }

    @Override
    protected boolean isAlive(String pid) throws IOException {
        var stat = Path.of("/proc", pid, "stat");
        return Files.exists(stat) && !Files.readString(stat).contains(") Z");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void givesEachCommandASessionOfItsOwn() throws Exception {
        run("read -r stat </proc/$$/stat; echo $$ $stat");

        var words = output.stdout().strip().split(" ", -1);
        assertThat(words[5]).as("process group").isEqualTo(words[0]);
        assertThat(words[6]).as("session").isEqualTo(words[0]);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void endsWhatHidInItsSession() throws Exception {
        run("env -i sh -c 'sleep 600 & echo $!' & sleep 0.3");

        assertThat(isAlive(output.stdout().strip())).isFalse();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void findsWhatHidInTheSessionOfAnEarlierCommand() throws Exception {
        run("env -i sh -c 'echo $$; exec sleep 600 >/dev/null 2>&1' & sleep 0.3");
        run("sleep 1.1"); // so long after, sessions are looked at
        run("true");
        var pid = output.stdout().strip();
        assertThat(isAlive(pid)).isTrue();

        assertThat(place.endAll().signalled()).extracting(Signalled::pid).containsExactly(Long.parseLong(pid));

        assertThat(isAlive(pid)).isFalse();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void findsWhoHidesEverythingAsLongAsItsParentIsThere() throws Exception {
        run("sh -c 'env -i setsid sleep 600 & echo $!; exec sleep 600' >out 2>&1 & sleep 0.3; cat out");
        var pid = output.stdout().strip();

        assertThat(place.endAll().signalled()).extracting(Signalled::pid).contains(Long.parseLong(pid)).hasSize(2);

        assertThat(isAlive(pid)).isFalse();
    }
}
