package dev.skep.drone.docker;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.core.NameParser;
import dev.skep.drone.process.Deadline;
import dev.skep.drone.process.Executor.Unfit;

/** The images of an engine. */
final class Images {

    private static final Duration PULL_LIMIT = Duration.ofMinutes(10);

    private final Engine engine;

    Images(Engine engine) {
        this.engine = engine;
    }

    /**
     * Makes sure that the engine has an image: pulls it when it has not.
     *
     * @param until when to give it up
     * @param stop gives it up when it completes
     */
    void require(String image, Deadline until, CompletableFuture<?> stop) throws Unfit, InterruptedException {
        try {
            engine.ask(engine.client().inspectImageCmd(image));
        } catch (NotFoundException notHere) {
            pull(image, until.orEarlier(Deadline.in(PULL_LIMIT, "it took longer than 10 minutes")), stop);
        } catch (DockerException e) {
            throw unfit(image, EngineWords.of(e));
        }
    }

    private void pull(String image, Deadline until, CompletableFuture<?> stop) throws Unfit, InterruptedException {
        try {
            var client = engine.client();
            var name = NameParser.parseRepositoryTag(image);
            var command = image.contains("@")
                    ? client.pullImageCmd(image)
                    : client.pullImageCmd(name.repos).withTag(name.tag.isEmpty() ? "latest" : name.tag);
            var failure = command.exec(new Pull()).failure(until, stop);
            if (failure != null) {
                throw unfit(image, failure);
            }
            engine.ask(client.inspectImageCmd(image));
        } catch (DockerException e) {
            throw unfit(image, EngineWords.of(e));
        }
    }

    private static Unfit unfit(String image, String words) {
        return new Unfit("the image " + image + " is not on the drone's machine and docker cannot pull it (" + words
                + "): correct its name in skep.yml, or put it where the drone's machine can pull it");
    }
}
