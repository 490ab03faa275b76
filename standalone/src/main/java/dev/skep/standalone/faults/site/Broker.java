package dev.skep.standalone.faults.site;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.TimeoutException;

import com.rabbitmq.client.Connection;
import dev.skep.broker.BrokerAddress;
import dev.skep.embedded.RabbitNode;
import dev.skep.standalone.CannotStart;
import org.springframework.util.FileSystemUtils;

/** The site's own RabbitMQ node, and what can become of it. */
public final class Broker implements AutoCloseable {

    private final Path directory;
    private final RabbitNode node;
    private boolean up = true;

    Broker(Path directory) throws IOException {
        if (RabbitNode.installed().isEmpty()) {
            throw new CannotStart("the fault suite stops and kills a RabbitMQ of its own:"
                    + " apt-get install rabbitmq-server");
        }
        this.directory = directory;
        this.node = RabbitNode.start(directory);
    }

    /** Stops it in good order. */
    public void stop() throws IOException {
        up = false;
        node.stop();
    }

    /** {@code kill -9}. */
    public void kill() throws IOException {
        up = false;
        node.kill();
    }

    /** Starts it with what it had kept, and returns when it takes connections. */
    public void start() throws IOException {
        node.restart();
        up = true;
    }

    /** Deletes all that it kept. It must not run. */
    public void wipe() throws IOException {
        FileSystemUtils.deleteRecursively(directory.resolve("data"));
    }

    /** Whether it was started and not stopped. */
    public boolean isUp() {
        return up;
    }

    /** Has it believe that its memory is used up: it takes nothing from publishers until {@link #calm()}. */
    public void alarm() throws IOException {
        node.rabbitmqctl("set_vm_memory_high_watermark", "0.00001");
    }

    /** Ends {@link #alarm()}. */
    public void calm() throws IOException {
        node.rabbitmqctl("set_vm_memory_high_watermark", "0.4");
    }

    /** A connection past all lines. */
    public Connection connect(String name) throws IOException {
        try {
            return new BrokerAddress(node.uri()).connectionFactory().newConnection(name);
        } catch (TimeoutException e) {
            throw new IOException("the broker did not answer in time", e);
        }
    }

    int port() {
        return URI.create(node.uri()).getPort();
    }

    /** Its address through a line. */
    String uriThrough(Line line) {
        return node.uri().replace(":" + port(), ":" + line.port());
    }

    @Override
    public void close() throws IOException {
        node.close();
    }
}
