package dev.skep.drone.docker;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import dev.skep.drone.process.CollectedOutput;
import dev.skep.drone.process.Ending;
import dev.skep.drone.process.Executor;
import dev.skep.drone.process.ExecutorContract;
import dev.skep.message.ExecutorConfig;
import dev.skep.testing.DockerTest;
import dev.skep.testing.TestDocker;
import org.junit.jupiter.api.Test;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

@DockerTest
class DockerExecutorTest extends ExecutorContract {

    private final Containers containers;
    private final TestDocker docker;
    private final Executor executor;

    DockerExecutorTest(TestDocker docker) {
        this.docker = docker;
        this.containers = new Containers(docker, execution);
        this.executor = DockerExecutor.of(new ContainerOwner("d-" + execution, Path.of("home")),
                Map.of("DOCKER_HOST", docker.host(), "SKEP_SECRET", "s"), threads, GRACE);
    }

    @Override
    protected Executor executor() {
        return executor;
    }

    @Override
    protected ExecutorConfig config() {
        return new ExecutorConfig(ExecutorConfig.DOCKER, docker.image(), null, null, null, null, null);
    }

    @Override
    protected boolean isAlive(String pid) throws IOException {
        return containers.isAlive(pid);
    }

    /** Engines hold about a megabyte for a reader, and drop what is still in the pipe 2 seconds after the command's end. */
    @Test
    void losesNothingToASlowReader() throws Exception {
        var slow = new CollectedOutput() {
            @Override
            public void write(Source source, byte[] bytes, int length) {
                if (bytes().length == 0) {
                    new CompletableFuture<>().completeOnTimeout(null, 3, SECONDS).join();
                }
                super.write(source, bytes, length);
            }
        };

        assertThat(run("head -c 1350000 /dev/zero; echo end", slow)).isEqualTo(new Ending.Exited(0));

        assertThat(slow.bytes()).hasSize(1_350_004);
    }

    @Test
    void passesOnWhatACommandForges() throws Exception {
        assertThat(run("marker=$(tr '\\0' '\\n' </proc/$PPID/cmdline | grep '^.skep-'); echo $marker;"
                + " echo $marker 1 x; echo $marker 1 9999999999; printf $marker; exit 3"))
                .isEqualTo(new Ending.Exited(3));

        assertThat(output.stdout().replaceAll("\\x1eskep-[0-9a-f-]{36}", "#")).isEqualTo("#\n# 1 x\n# 1 9999999999\n#");
    }

    @Test
    void isNotOverwhelmedByWhatACommandWritesToTheContainer() throws Exception {
        run("yes | head -c 3000000 >/proc/1/fd/1; head -c 3000000 /dev/zero >/proc/1/fd/1");

        assertThat(run("sleep 600 & echo $!; sleep 0.3")).isEqualTo(new Ending.Exited(0));

        assertThat(isAlive(output.stdout().strip())).isFalse();
        assertThat(containers.id()).isNotEmpty();
    }
}
