package dev.skep.drone.docker;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Whose containers they are. Drones of one name may share an engine, but no two share a home.
 *
 * @param drone the drone's id
 * @param home the drone's home directory
 */
public record ContainerOwner(String drone, Path home) {

    static final String EXECUTION = "dev.skep.execution";
    private static final String DRONE = "dev.skep.drone";
    private static final String HOME = "dev.skep.home";

    /** What all of its containers are labelled with. */
    Map<String, String> labels() {
        return Map.of(DRONE, drone, HOME, home.toAbsolutePath().normalize().toString());
    }

    /** What a container of this execution is labelled with. */
    Map<String, String> labels(String execution) {
        var labels = new HashMap<>(labels());
        labels.put(EXECUTION, execution);
        return labels;
    }
}
