package dev.skep.drone.docker;

import java.util.concurrent.CompletableFuture;

import dev.skep.drone.process.Deadline;
import dev.skep.drone.process.Executor;
import dev.skep.drone.process.JobEnvironment;
import dev.skep.drone.process.Place;
import dev.skep.message.ExecutorConfig;

/**
 * Stands for an engine that the drone's environment describes in a way that cannot be meant.
 *
 * @param words what is wrong with it
 */
record Misconfigured(String words) implements Executor {

    @Override
    public String name() {
        return ExecutorConfig.DOCKER;
    }

    @Override
    public String unusable() {
        return "docker cannot be used as it is set up (" + words + "): set " + Engine.HOST_VARIABLE
                + " to where the engine listens, such as unix:///var/run/docker.sock, and start the drone again";
    }

    @Override
    public JobEnvironment open(Place place, Deadline until, CompletableFuture<?> stop) throws Unfit {
        throw new Unfit(unusable());
    }
}
