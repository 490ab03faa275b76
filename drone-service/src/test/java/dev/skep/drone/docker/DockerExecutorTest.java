package dev.skep.drone.docker;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

import dev.skep.drone.process.Executor;
import dev.skep.drone.process.ExecutorContract;
import dev.skep.message.ExecutorConfig;
import dev.skep.testing.DockerTest;
import dev.skep.testing.TestDocker;

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
}
