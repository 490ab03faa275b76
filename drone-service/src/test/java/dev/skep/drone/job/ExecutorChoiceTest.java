package dev.skep.drone.job;

import dev.skep.message.ExecutorConfig;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ExecutorChoiceTest {

    private static final ExecutorConfig PROJECT = new ExecutorConfig("docker", "alpine:3", null, 1.5, null, "none",
            null);
    private static final ExecutorConfig FILE = new ExecutorConfig("docker", "debian:13", "1g", 8.0, 200, null, "bee");

    @Test
    void takesWhatOneOfThemSays() throws Exception {
        assertThat(ExecutorChoice.of(null, null)).isNull();
        assertThat(ExecutorChoice.of(PROJECT, null)).isEqualTo(PROJECT);
        assertThat(ExecutorChoice.of(null, FILE)).isEqualTo(FILE);
    }

    @Test
    void addsFromTheFileWhatTheProjectLeavesOpen() throws Exception {
        assertThat(ExecutorChoice.of(PROJECT, FILE))
                .isEqualTo(new ExecutorConfig("docker", "alpine:3", "1g", 1.5, 200, "none", "bee"));
    }

    @Test
    void refusesAnotherExecutorThanTheProjects() {
        assertThatExceptionOfType(Plan.Contradiction.class)
                .isThrownBy(() -> ExecutorChoice.of(ExecutorConfig.of("process"), FILE))
                .withMessage("skep.yml asks for the executor docker, but the project runs its jobs by process: take the"
                        + " executor out of skep.yml, or change the project's");
    }
}
