package dev.skep.drone.docker;

import java.util.Locale;
import java.util.function.IntSupplier;
import java.util.regex.Pattern;

import com.github.dockerjava.api.model.HostConfig;
import dev.skep.drone.process.Executor.Unfit;
import dev.skep.message.ExecutorConfig;
import org.jspecify.annotations.Nullable;

/** What a job allows its container to use. */
final class Resources {

    private static final Pattern SIZE = Pattern.compile("(\\d{1,15})([kmg]?)");
    private static final double LEAST_CPUS = 0.01;
    private static final double NANO = 1e9;
    private static final String NO_NETWORK = "none";

    private Resources() {}

    /** @param processors how many the engine's machine has: it refuses to allow more */
    static void limit(HostConfig host, ExecutorConfig config, IntSupplier processors) throws Unfit {
        limitMemory(host, config.memory());
        var cpus = config.cpus();
        if (cpus != null) {
            if (!(cpus >= LEAST_CPUS)) {
                throw unfit("cpus", cpus, "a number of 0.01 or more, such as 1.5");
            }
            host.withNanoCPUs((long) (Math.min(cpus, processors.getAsInt()) * NANO));
        }
        var pids = config.pids();
        if (pids != null) {
            if (pids < 1) {
                throw unfit("pids", pids, "a number of 1 or more");
            }
            host.withPidsLimit(pids.longValue());
        }
        var network = config.network();
        if (network != null) {
            if (!network.equals(NO_NETWORK)) {
                throw unfit("network", network, "none, or leave it out for the engine's own");
            }
            host.withNetworkMode(NO_NETWORK);
        }
    }

    private static void limitMemory(HostConfig host, @Nullable String memory) throws Unfit {
        if (memory != null) {
            var bytes = bytes(memory);
            host.withMemory(bytes).withMemorySwap(bytes); // both together: no swap besides
        }
    }

    private static long bytes(String memory) throws Unfit {
        var size = SIZE.matcher(memory.toLowerCase(Locale.ROOT));
        if (!size.matches()) {
            throw unfit("memory", memory, "a number of bytes, with k, m or g behind it if you like, such as 512m");
        }
        var factor = switch (size.group(2)) {
            case "k" -> 1L << 10;
            case "m" -> 1L << 20;
            case "g" -> 1L << 30;
            default -> 1L;
        };
        try {
            return Math.multiplyExact(Long.parseLong(size.group(1)), factor);
        } catch (ArithmeticException e) {
            throw unfit("memory", memory, "no more than machines have");
        }
    }

    private static Unfit unfit(String field, Object value, String expected) {
        return new Unfit("the executor's " + field + " cannot be " + value + ": say " + expected);
    }
}
