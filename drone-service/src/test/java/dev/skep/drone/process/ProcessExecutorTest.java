package dev.skep.drone.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import dev.skep.message.ExecutorConfig;
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
}
