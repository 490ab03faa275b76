package dev.skep.drone.docker;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import dev.skep.drone.process.Evidence;
import dev.skep.drone.process.Family;
import dev.skep.drone.process.KillRecipe;
import dev.skep.drone.process.KillRecipe.Outcome;
import dev.skep.drone.process.Mark;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends what runs in a job's container. What cannot be ended alone goes with the container. */
final class ContainerEnding {

    private static final Logger log = LoggerFactory.getLogger(ContainerEnding.class);

    private final Engine engine;
    private final RunningContainer container;
    private final KillRecipe recipe;
    private final Set<ContainerOutput> running = ConcurrentHashMap.newKeySet();
    private final Family all;

    ContainerEnding(Engine engine, RunningContainer container, Duration grace) {
        this.engine = engine;
        this.container = container;
        this.recipe = new KillRecipe(grace);
        this.all = ContainerFamily.ofAll(container.warden(),
                () -> running.stream().noneMatch(ContainerOutput::isBeginning));
    }

    /** A command has been started. */
    void begun(ContainerOutput output) {
        running.add(output);
    }

    /** A command is over. */
    void over(ContainerOutput output) {
        running.remove(output);
    }

    void end(Mark mark, ContainerOutput output) {
        var family = ContainerFamily.of(container.warden(), mark, output);
        end("command " + mark.value(), () -> recipe.end(family));
    }

    /** As {@link KillRecipe#accounts}. */
    int accounts() {
        return recipe.accounts();
    }

    /** Ends all, if no account was given since. Those who are left are returned, by their ids. */
    List<Long> endAll(int since) {
        return end("execution " + container.spec().place().execution(), () -> recipe.endAll(all, since));
    }

    Evidence endAll() {
        return recipe.account(endAll(recipe.accounts()));
    }

    private List<Long> end(String what, Supplier<Outcome> ending) {
        var left = List.<Long>of();
        try {
            var outcome = ending.get();
            if (outcome.ended()) {
                return left;
            }
            left = outcome.left();
        } catch (UncheckedIOException unanswered) {
            log.debug("a container does not answer", unanswered);
        }
        log.warn("{} does not end: its container is killed", what);
        return kill() ? List.of() : left;
    }

    private boolean kill() {
        try {
            engine.ask(engine.client().killContainerCmd(container.id()));
            return true;
        } catch (ConflictException | NotFoundException gone) {
            return true;
        } catch (RuntimeException e) {
            log.warn("container {} could not be killed", container.id(), e);
            return false;
        }
    }
}
