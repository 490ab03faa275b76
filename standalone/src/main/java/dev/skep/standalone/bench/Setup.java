package dev.skep.standalone.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

import dev.skep.broker.BrokerAddress;
import dev.skep.standalone.Api;
import dev.skep.standalone.measure.Machine;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/** All that is measured: a broker, and a Skep of its own on it, in a temporary directory. */
final class Setup implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Setup.class);

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final Path directory;
    private final BenchBroker broker;
    private final SkepProcess skep;
    private final JobObserver observer;

    /**
     * Starts everything, or nothing.
     *
     * @param rabbitmq see {@link BenchBroker#start}
     * @param jvm more options for Skep's Java
     * @param up more options for {@code skep up}
     */
    Setup(@Nullable String rabbitmq, List<String> jvm, List<String> up) throws IOException, InterruptedException {
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "end of bench"));
        this.directory = Files.createTempDirectory("skep-bench");
        keep(() -> FileSystemUtils.deleteRecursively(directory));
        this.broker = BenchBroker.start(rabbitmq, directory);
        keep(broker.end());
        var options = Stream.concat(broker.upOptions().stream(), up.stream()).toList();
        this.skep = SkepProcess.start(directory.resolve("home"), jvm, options);
        keep(skep);
        this.observer = new JobObserver(skep.api());
        keep(observer);
    }

    private void keep(AutoCloseable part) {
        synchronized (parts) {
            parts.push(part);
        }
    }

    Path directory() {
        return directory;
    }

    Api api() {
        return skep.api();
    }

    /** See {@link SkepProcess#cpu}. */
    Duration cpu() {
        return skep.cpu();
    }

    /** The job with this id, as it is seen from outside. */
    ObservedJob job(String id) {
        return observer.job(id);
    }

    BrokerAddress broker() {
        return broker.address();
    }

    /** What the numbers depend on, line by line, for people. */
    List<String> facts() throws IOException {
        var ours = List.of("java options: " + String.join(" ", skep.options()),
                "broker: " + broker.product() + ", " + broker.kind(), "store: embedded");
        return Stream.concat(Machine.facts().stream(), ours.stream()).toList();
    }

    /** Ends the parts, those that were started last first. */
    @Override
    public void close() {
        synchronized (parts) {
            while (!parts.isEmpty()) {
                try {
                    parts.pop().close();
                } catch (Exception e) {
                    log.warn("A part did not stop as it should", e);
                }
            }
        }
    }
}
