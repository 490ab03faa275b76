package dev.skep.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * How a job's commands are to run. All but the type only means something to executors that make containers.
 *
 * @param type the executor, such as {@code process} or {@code docker}
 * @param image the container's image
 * @param memory the most memory, as a number of bytes with an optional {@code k}, {@code m} or {@code g}; null for no limit
 * @param cpus the most processors, such as 1.5; null for no limit
 * @param pids the most processes; null for no limit
 * @param network {@code none} for no network; null for the engine's own
 * @param user who runs the commands, as a name or number that the image knows; null for the image's own
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ExecutorConfig(String type, @Nullable String image, @Nullable String memory, @Nullable Double cpus,
        @Nullable Integer pids, @Nullable String network, @Nullable String user) {

    /** Commands are processes of the drone's machine. */
    public static final String PROCESS = "process";
    /** Commands run in a container. */
    public static final String DOCKER = "docker";

    /** The executor alone. */
    public static ExecutorConfig of(String type) {
        return new ExecutorConfig(type, null, null, null, null, null, null);
    }
}
