package dev.skep.drone.docker;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.github.dockerjava.api.DockerClient;
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

    String image() throws Unfit {
        var image = place.config().image();
        if (image == null || image.isBlank()) {
            throw new Unfit("the docker executor needs an image: name one, as in executor: { type: docker, image: "
                    + "\"debian:stable\" }");
        }
        return image.strip();
    }

    /** A container that lives as long as somebody holds its standard input, and is gone then. */
    CreateContainerCmd create(DockerClient client) throws Unfit {
        var directory = place.directory().toString();
        var create = client.createContainerCmd(image()).withHostConfig(host(client)).withLabels(labels)
                .withEntrypoint("sh", "-c", Scripts.WARDEN, "warden", directory).withCmd(List.of())
                .withWorkingDir(directory).withEnv(TRUST_THE_CHECKOUT).withStdinOpen(true).withStdInOnce(true)
                .withAttachStdin(true).withAttachStdout(true).withAttachStderr(true)
                .withHealthcheck(new HealthCheck().withTest(List.of("NONE")));
        var user = place.config().user();
        return user == null ? create : create.withUser(user);
    }

    private HostConfig host(DockerClient client) throws Unfit {
        var host = HostConfig.newHostConfig().withInit(true).withAutoRemove(true).withMounts(mounts())
                .withSecurityOpts(List.of("no-new-privileges"))
                .withLogConfig(new LogConfig(LogConfig.LoggingType.NONE));
        Resources.limit(host, place.config(), () -> processors(client));
        return host;
    }

    private static int processors(DockerClient client) {
        var count = client.infoCmd().exec().getNCPU();
        return count == null ? Integer.MAX_VALUE : count;
    }

    private List<Mount> mounts() {
        var mounts = new ArrayList<Mount>();
        mounts.add(mount(place.directory(), false));
        place.readable().forEach(directory -> mounts.add(mount(directory, true)));
        return mounts;
    }

    /** Lets the drone's user delete what users of the container have made: only the image's root can do so. */
    void unlock(DockerClient client) throws Unfit, InterruptedException {
        var host = HostConfig.newHostConfig().withMounts(List.of(mount(place.directory(), false)))
                .withNetworkMode("none").withSecurityOpts(List.of("no-new-privileges"));
        var id = client.createContainerCmd(image()).withHostConfig(host).withLabels(labels).withUser("0")
                .withEntrypoint("chmod", "-R", "a+rwX,-t", place.directory().toString()).withCmd(List.of()).exec()
                .getId();
        try {
            client.startContainerCmd(id).exec();
            client.waitContainerCmd(id).start().awaitCompletion();
        } finally {
            Removal.of(client, id);
        }
    }

    private static Mount mount(Path directory, boolean readOnly) {
        return new Mount().withType(MountType.BIND).withSource(directory.toString()).withTarget(directory.toString())
                .withReadOnly(readOnly);
    }
}
