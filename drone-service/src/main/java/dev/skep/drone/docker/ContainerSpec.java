package dev.skep.drone.docker;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.HealthCheck;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.LogConfig;
import com.github.dockerjava.api.model.Mount;
import com.github.dockerjava.api.model.MountType;
import dev.skep.drone.process.Executor.Unfit;
import dev.skep.drone.process.Place;

/**
 * What a job's container is to be like.
 *
 * @param labels how it is found again
 */
record ContainerSpec(Place place, Map<String, String> labels) {

    /** The checkout belongs to the drone's user, who need not be the container's: git asks for permission to trust it. */
    private static final List<String> TRUST_THE_CHECKOUT = List.of("GIT_CONFIG_COUNT=1",
            "GIT_CONFIG_KEY_0=safe.directory", "GIT_CONFIG_VALUE_0=*");
    private static final int UNLOCK_MINUTES = 5;

    String image() throws Unfit {
        var image = place.config().image();
        if (image == null || image.isBlank()) {
            throw new Unfit("the docker executor needs an image: name one, as in executor: { type: docker, image: "
                    + "\"debian:stable\" }");
        }
        return image.strip();
    }

    /** A container that lives as long as somebody holds its standard input, and is gone then. */
    CreateContainerCmd create(Engine engine) throws Unfit {
        var directory = place.directory().toString();
        var create = engine.client().createContainerCmd(image()).withHostConfig(host(engine)).withLabels(labels)
                .withEntrypoint("sh", "-c", Scripts.WARDEN, "warden", directory).withCmd(List.of())
                .withWorkingDir(directory).withEnv(TRUST_THE_CHECKOUT).withStdinOpen(true).withStdInOnce(true)
                .withAttachStdin(true).withAttachStdout(true).withAttachStderr(true)
                .withHealthcheck(new HealthCheck().withTest(List.of("NONE")));
        var user = place.config().user();
        return user == null ? create : create.withUser(user);
    }

    private HostConfig host(Engine engine) throws Unfit {
        var host = HostConfig.newHostConfig().withInit(true).withAutoRemove(true).withMounts(mounts())
                .withSecurityOpts(List.of("no-new-privileges"))
                .withLogConfig(new LogConfig(LogConfig.LoggingType.NONE));
        Resources.limit(host, place.config(), () -> processors(engine));
        return host;
    }

    private static int processors(Engine engine) {
        var count = engine.ask(engine.client().infoCmd()).getNCPU();
        return count == null ? Integer.MAX_VALUE : count;
    }

    private List<Mount> mounts() {
        var mounts = new ArrayList<Mount>();
        mounts.add(mount(place.directory(), false));
        place.readable().forEach(directory -> mounts.add(mount(directory, true)));
        return mounts;
    }

    /** Lets the drone's user delete what users of the container have made: only the image's root can do so. */
    void unlock(Engine engine) throws Unfit, IOException, InterruptedException {
        var client = engine.client();
        var host = HostConfig.newHostConfig().withMounts(List.of(mount(place.directory(), false)))
                .withNetworkMode("none").withSecurityOpts(List.of("no-new-privileges"));
        var id = engine.ask(client.createContainerCmd(image()).withHostConfig(host).withLabels(labels).withUser("0")
                .withEntrypoint("chmod", "-R", "a+rwX,-t", place.directory().toString()).withCmd(List.of())).getId();
        try {
            engine.ask(client.startContainerCmd(id));
            try (var end = client.waitContainerCmd(id).start()) {
                if (!end.awaitCompletion(UNLOCK_MINUTES, TimeUnit.MINUTES)) {
                    throw new IOException("chmod takes longer than " + UNLOCK_MINUTES + " minutes");
                }
            }
        } finally {
            Removal.of(engine, id);
        }
    }

    private static Mount mount(Path directory, boolean readOnly) {
        return new Mount().withType(MountType.BIND).withSource(directory.toString()).withTarget(directory.toString())
                .withReadOnly(readOnly);
    }
}
