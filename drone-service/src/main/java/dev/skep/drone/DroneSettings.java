package dev.skep.drone;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import dev.skep.drone.checkout.ssh.HostKeys;
import dev.skep.message.ExecutorConfig;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How a drone is set up.
 *
 * @param id its name, unique among all drones: letters, digits, - and _; blank for the machine's name
 * @param capacity how many jobs it runs at once; 0 for one a processor
 * @param speed how fast it is, about 100 for one core of a small server; 0 to measure it at the start
 * @param home directory of its cached clones and of the jobs' working trees
 * @param labels what jobs may ask for
 * @param plugins the plugins that jobs may use, by id; empty for all that the drone has
 * @param drainLimit how long running jobs may go on when the drone is to stop
 * @param jobTimeout the longest a job may run
 * @param killGrace how long a process has between being asked to end and being killed
 * @param knownHosts remembers the keys of ssh servers; null for the file {@code known_hosts} in its home
 * @param strictHostKeys whether an ssh server must be in that file already; else it is added when it is first seen
 * @param spoolLimit how much of a job's events it keeps while they are not known to be stored; output beyond is dropped
 * @param executors the ways in which it offers to run commands; docker only counts while an engine answers
 */
@Validated
@ConfigurationProperties("skep.drone")
public record DroneSettings(
        @DefaultValue("") @Pattern(regexp = "(?!(all|queens|new)$)[A-Za-z0-9_-]+", message = "letters, digits, - and _ only, and not all, queens or new") String id,
        @DefaultValue("0") @Min(0) int capacity, @DefaultValue("0") @Min(0) int speed,
        @DefaultValue(".skep/drone") @NotNull Path home, @DefaultValue @NotNull Map<String, String> labels,
        @DefaultValue @NotNull List<String> plugins,
        @DefaultValue("30s") @NotNull Duration drainLimit, @DefaultValue("1h") @NotNull Duration jobTimeout,
        @DefaultValue("10s") @NotNull Duration killGrace, @Nullable Path knownHosts,
        @DefaultValue("false") boolean strictHostKeys, @DefaultValue("256MB") @NotNull DataSize spoolLimit,
        @DefaultValue( {
                "process",
                "docker"}) @NotEmpty List<@Pattern(regexp = "process|docker", message = "process and docker only") String> executors){

    private static final DataSize LEAST_SPOOL = DataSize.ofMegabytes(1);

    public DroneSettings {
        id = id.isBlank() ? hostName().replaceAll("[^A-Za-z0-9_-]", "-") : id;
        capacity = capacity == 0 ? Runtime.getRuntime().availableProcessors() : capacity;
        labels = Map.copyOf(labels);
        plugins = List.copyOf(plugins);
        executors = List.copyOf(executors);
        if (spoolLimit.toBytes() < LEAST_SPOOL.toBytes()) {
            throw new IllegalArgumentException("the spool limit of a drone is at least 1MB, not " + spoolLimit);
        }
    }

    /** A drone with the default limits, whose speed is measured. */
    public static DroneSettings of(String id, int capacity, Path home) {
        return new DroneSettings(id, capacity, 0, home, Map.of(), List.of(), Duration.ofSeconds(30),
                Duration.ofHours(1), Duration.ofSeconds(10), null, false, DataSize.ofMegabytes(256),
                List.of(ExecutorConfig.PROCESS, ExecutorConfig.DOCKER));
    }

    /** A drone of this name, and all else as {@code SKEP_DRONE_…} says in the environment. */
    public static DroneSettings ofEnvironment(String id, int capacity, Path home) {
        var environment = new StandardEnvironment();
        ConfigurationPropertySources.attach(environment);
        var said = Binder.get(environment).bindOrCreate("skep.drone", DroneSettings.class);
        return new DroneSettings(id, capacity, said.speed, home, said.labels, said.plugins, said.drainLimit,
                said.jobTimeout, said.killGrace, said.knownHosts, said.strictHostKeys, said.spoolLimit,
                said.executors);
    }

    /** How ssh servers are recognised. */
    HostKeys hostKeys() {
        return new HostKeys(knownHosts == null ? home.resolve("known_hosts") : knownHosts, strictHostKeys);
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "drone";
        }
    }
}
