package dev.skep.drone.docker;

import java.io.IOException;
import java.util.concurrent.Executor;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.BadRequestException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import dev.skep.drone.process.Executor.Unfit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A job's container at work.
 *
 * @param id the engine's name for it
 * @param shell where its {@code sh} is
 */
record RunningContainer(String id, ContainerSpec spec, Warden warden, String shell) {

    private static final Logger log = LoggerFactory.getLogger(RunningContainer.class);

    /** Makes it and waits until commands can run in it. */
    static RunningContainer start(Engine engine, ContainerSpec spec, Executor threads) throws Unfit, IOException {
        var client = engine.client();
        var id = create(client, spec);
        try {
            var warden = new Warden(engine.attachTo(id), threads);
            start(client, id, spec);
            var greeting = warden.greeting();
            if (greeting == null) {
                throw new Unfit("the image " + spec.image() + " cannot run commands, as it has no sh ("
                        + warden.complaints() + "): choose one that has");
            }
            if (!greeting.writable()) {
                new SharedFiles(spec.place().directory()).openToAll();
            }
            return new RunningContainer(id, spec, warden, greeting.shell());
        } catch (Unfit | IOException | RuntimeException e) {
            Removal.of(client, id);
            throw e;
        }
    }

    private static String create(DockerClient client, ContainerSpec spec) throws Unfit {
        try {
            var created = spec.create(client).exec();
            for (var warning : created.getWarnings()) {
                log.warn("container {} of execution {}: {}", created.getId(), spec.place().execution(), warning);
            }
            return created.getId();
        } catch (BadRequestException | NotFoundException e) {
            throw refused(spec, e);
        }
    }

    private static void start(DockerClient client, String id, ContainerSpec spec) throws Unfit {
        try {
            client.startContainerCmd(id).exec();
        } catch (DockerException e) {
            var user = spec.place().config().user();
            if (e instanceof BadRequestException || e instanceof NotFoundException
                    || (user != null && EngineWords.of(e).contains("user " + user))) { // an engine's error, to some
                throw refused(spec, e);
            }
            throw e;
        }
    }

    private static Unfit refused(ContainerSpec spec, DockerException e) throws Unfit {
        return new Unfit("docker refuses a container of the image " + spec.image() + " as the job wants it ("
                + EngineWords.of(e) + "): change the executor's settings in skep.yml");
    }

    /** Ends it and all that runs in it. */
    void remove(DockerClient client) {
        try (warden) {
            Removal.of(client, id);
        } catch (IOException ended) {
            log.debug("the connection to container {} had ended", id);
        }
    }
}
