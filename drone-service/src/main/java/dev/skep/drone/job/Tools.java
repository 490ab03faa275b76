package dev.skep.drone.job;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import dev.skep.drone.checkout.Checkouts;
import dev.skep.drone.plugin.Installer;
import dev.skep.drone.plugin.Plugins;
import dev.skep.drone.process.Executor;
import dev.skep.message.Vcs;
import org.jspecify.annotations.Nullable;

/**
 * What a drone works with.
 *
 * @param checkouts by version control program
 * @param executors the ways in which commands can run, whether or not they can be used now
 * @param usable the names of those that can be used now, the usual one first
 * @param plugins those that the drone has
 * @param installer brings those that a project has from elsewhere
 */
public record Tools(Map<Vcs, Checkouts> checkouts, List<Executor> executors, Supplier<List<String>> usable,
        Plugins plugins, Installer installer) {

    public Tools {
        checkouts = Map.copyOf(checkouts);
        executors = List.copyOf(executors);
    }

    /** What of it jobs may ask for now. */
    public Offer offer(Map<String, String> labels) {
        return new Offer(checkouts.keySet().stream().sorted().toList(), plugins.ids(), usable.get(), labels);
    }

    @Nullable
    Executor executor(String name) {
        return executors.stream().filter(executor -> executor.name().equals(name)).findFirst().orElse(null);
    }
}
