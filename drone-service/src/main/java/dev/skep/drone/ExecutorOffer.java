package dev.skep.drone;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import dev.skep.drone.docker.ContainerOwner;
import dev.skep.drone.docker.DockerExecutor;
import dev.skep.drone.process.Executor;
import dev.skep.drone.process.ProcessExecutor;
import dev.skep.message.ExecutorConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The executors that a drone has, and which of them can be used: an engine may come and go. */
final class ExecutorOffer {

    private static final Logger log = LoggerFactory.getLogger(ExecutorOffer.class);
    private static final int LOOK_AGAIN_SECONDS = 30;

    private final List<Executor> all;
    private volatile List<String> usable = List.of();

    ExecutorOffer(List<Executor> all) {
        this.all = List.copyOf(all);
        look();
    }

    /**
     * Those that the settings name, in their order.
     *
     * @param processes the drone's own, which it has whatever it offers
     */
    static ExecutorOffer of(DroneSettings settings, ProcessExecutor processes, Map<String, String> environment,
            ExecutorService threads) {
        return new ExecutorOffer(settings.executors().stream().distinct().map(name -> switch (name) {
            case ExecutorConfig.PROCESS -> processes;
            case ExecutorConfig.DOCKER ->
                DockerExecutor.of(new ContainerOwner(settings.id(), settings.home()), environment, threads,
                        settings.killGrace());
            default -> throw new IllegalArgumentException("there is no executor " + name);
        }).toList());
    }

    /**
     * Looks at them now and then.
     *
     * @param threads do the looking, which may take some seconds
     * @param changed told when others can be used than before
     */
    void watch(ScheduledExecutorService timer, ExecutorService threads, Runnable changed) {
        timer.scheduleWithFixedDelay(() -> {
            try {
                threads.execute(() -> look(changed));
            } catch (RuntimeException | Error e) { // there may be no thread just now
                log.warn("whether commands can be run cannot be looked at just now", e);
            }
        }, LOOK_AGAIN_SECONDS, LOOK_AGAIN_SECONDS, TimeUnit.SECONDS);
    }

    private void look(Runnable changed) {
        if (look()) {
            changed.run();
        }
    }

    /** Whether it is otherwise than before; then the log says why some cannot be used. */
    boolean look() {
        var reasons = new LinkedHashMap<String, String>();
        var found = new ArrayList<String>();
        for (var executor : all) {
            var reason = executor.unusable();
            if (reason == null) {
                found.add(executor.name());
            } else {
                reasons.put(executor.name(), reason);
            }
        }
        if (found.equals(usable)) {
            return false;
        }
        usable = List.copyOf(found);
        log.info("commands can be run by {}", usable);
        reasons.forEach((name, reason) -> log.info("not by {}: {}", name, reason));
        return true;
    }

    List<Executor> all() {
        return all;
    }

    /** The names of those that can be used now. */
    List<String> usable() {
        return usable;
    }
}
