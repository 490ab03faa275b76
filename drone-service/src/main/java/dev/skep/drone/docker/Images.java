package dev.skep.drone.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.core.NameParser;
import dev.skep.drone.process.Executor.Unfit;

/** The images of an engine. */
final class Images {

    private static final int PULL_MINUTES = 10;

    private final DockerClient client;

    Images(DockerClient client) {
        this.client = client;
    }

    /** Makes sure that the engine has an image: pulls it when it has not. */
    void require(String image) throws Unfit, InterruptedException {
        try {
            client.inspectImageCmd(image).exec();
        } catch (NotFoundException notHere) {
            pull(image);
        } catch (DockerException e) {
            throw unfit(image, EngineWords.of(e));
        }
    }

    private void pull(String image) throws Unfit, InterruptedException {
        try {
            var name = NameParser.parseRepositoryTag(image);
            var command = image.contains("@")
                    ? client.pullImageCmd(image)
                    : client.pullImageCmd(name.repos).withTag(name.tag.isEmpty() ? "latest" : name.tag);
            var failure = command.exec(new Pull()).failure(PULL_MINUTES);
            if (failure != null) {
                throw unfit(image, failure);
            }
            client.inspectImageCmd(image).exec();
        } catch (DockerException e) {
            throw unfit(image, EngineWords.of(e));
        }
    }

    private static Unfit unfit(String image, String words) {
        return new Unfit("the image " + image + " is not on the drone's machine and docker cannot pull it (" + words
                + "): correct its name in skep.yml, or put it where the drone's machine can pull it");
    }
}
