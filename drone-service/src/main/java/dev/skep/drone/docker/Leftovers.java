package dev.skep.drone.docker;

import java.util.Map;

import com.github.dockerjava.api.model.Container;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The containers that an earlier incarnation of the drone has left. */
final class Leftovers {

    private static final Logger log = LoggerFactory.getLogger(Leftovers.class);

    private final Engine engine;
    private final Map<String, String> labels;
    private boolean removed;

    /** @param labels what all containers of the drone have */
    Leftovers(Engine engine, Map<String, String> labels) {
        this.engine = engine;
        this.labels = labels;
    }

    /** Removes them, the first time that it is called: later there may be containers of this incarnation. */
    synchronized void removeOnce() {
        if (!removed) {
            engine.ask(engine.client().listContainersCmd().withShowAll(true).withLabelFilter(labels))
                    .forEach(this::remove);
            removed = true;
        }
    }

    private void remove(Container container) {
        log.info("removes container {} of execution {}, which an earlier start of this drone has left",
                container.getId(), container.getLabels().get(ContainerOwner.EXECUTION));
        Removal.of(engine, container.getId());
    }
}
