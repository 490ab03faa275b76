package dev.skep.drone.docker;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;

import com.github.dockerjava.api.exception.BadRequestException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import dev.skep.drone.process.Executor.Unfit;
import dev.skep.drone.process.JobEnvironment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A job's container at work.
 *
 * @param id the engine's name for it
 * @param shell where its {@code sh} is
 * @param variables what its commands see, as the image and the drone set it
 */
record RunningContainer(String id, ContainerSpec spec, Warden warden, String shell, Map<String, String> variables) {

    private static final Logger log = LoggerFactory.getLogger(RunningContainer.class);

    /** Makes it and waits until commands can run in it; nothing is left of one in which they cannot. */
    static RunningContainer start(Engine engine, ContainerSpec spec, Executor threads) throws Unfit, IOException {
        var id = create(engine, spec);
        try {
            return ready(engine, id, spec, new Warden(engine.attachTo(id), threads));
        } catch (Unfit | IOException | RuntimeException e) {
            Removal.of(engine, id);
            throw e;
        }
    }

    private static RunningContainer ready(Engine engine, String id, ContainerSpec spec, Warden warden)
            throws Unfit, IOException {
        try {
            start(engine, id, spec);
            var greeting = warden.greeting();
            if (greeting == null) {
                throw new Unfit("the image " + spec.image() + " cannot run commands, as it has no sh ("
                        + warden.complaints() + "): choose one that has");
            }
            if (!greeting.writable()) {
                new SharedFiles(spec.place().directory()).openToAll();
            }
            return new RunningContainer(id, spec, warden, greeting.shell(), variables(engine, id));
        } catch (Unfit | IOException | RuntimeException e) {
            warden.close();
            throw e;
        }
    }

    private static Map<String, String> variables(Engine engine, String id) {
        var variables = new HashMap<>(Map.of("PATH", JobEnvironment.USUAL_PATH));
        var set = engine.ask(engine.client().inspectContainerCmd(id)).getConfig().getEnv();
        for (var variable : set == null ? new String[0] : set) {
            var name = variable.split("=", 2);
            variables.put(name[0], name.length > 1 ? name[1] : "");
        }
        return Map.copyOf(variables);
    }

    private static String create(Engine engine, ContainerSpec spec) throws Unfit {
        try {
            var created = engine.ask(spec.create(engine));
            for (var warning : created.getWarnings()) {
                log.warn("container {} of execution {}: {}", created.getId(), spec.place().execution(), warning);
            }
            return created.getId();
        } catch (BadRequestException | NotFoundException e) {
            throw refused(spec, e);
        }
    }

    private static void start(Engine engine, String id, ContainerSpec spec) throws Unfit {
        try {
            engine.ask(engine.client().startContainerCmd(id));
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
    void remove(Engine engine) {
        try (warden) {
            Removal.of(engine, id);
        }
    }
}
