package dev.skep.embedded;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.rabbitmq.client.ConnectionFactory;

/**
 * A RabbitMQ node of our own: the installed server, run as a child process with its own ports, directories and user, on
 * the loopback interface only. It ends when this process ends, by whatever death, and touches nothing of the machine's own
 * RabbitMQ.
 *
 * <p>Not thread-safe.
 */
public final class RabbitNode implements AutoCloseable {

    private static final Path DEBIAN = Path.of("/usr/lib/rabbitmq/bin/rabbitmq-server");
    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final int CONNECT_MILLIS = 1000;

    private final NodeDirectory directory;
    private final NodeCommands commands;
    private final String uri;
    private Process guard;

    private RabbitNode(NodeDirectory directory, NodeCommands commands, String uri) throws IOException {
        this.directory = directory;
        this.commands = commands;
        this.uri = uri;
        this.guard = commands.launch();
    }

    /** The server's start script on this machine. Debian's command of that name is passed over: it changes the user. */
    public static Optional<Path> installed() {
        var path = Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(System.getenv().getOrDefault("PATH", ""))
                .map(directory -> Path.of(directory, "rabbitmq-server"));
        return Stream.concat(Stream.of(DEBIAN), path).filter(Files::isExecutable).findFirst();
    }

    /**
     * Starts a node, with the data it had if the directory was a node's before, and returns when it takes connections.
     *
     * @param dir the directory for all it keeps, made when it is not there
     * @throws IllegalStateException when no server is installed, or when it does not start, with the end of its log
     */
    public static RabbitNode start(Path dir) throws IOException {
        var server = installed().orElseThrow(
                () -> new IllegalStateException("no rabbitmq-server here: apt-get install rabbitmq-server"));
        var directory = NodeDirectory.make(dir);
        var ports = NodePorts.free();
        var password = directory.password();
        directory.writeSettings(ports, password);
        var node = new RabbitNode(directory, new NodeCommands(server, directory, ports),
                "amqp://skep:" + password + "@127.0.0.1:" + ports.amqp());
        node.awaitReady();
        return node;
    }

    /** Where it listens, with user and password: {@code amqp://user:password@127.0.0.1:port}. */
    public String uri() {
        return uri;
    }

    /** Ends it in good order; what is durable stays for {@link #restart()}. */
    public void stop() throws IOException {
        guard.getOutputStream().close();
        awaitEnd();
    }

    /** Ends it at once, as a crash or {@code kill -9} would. */
    public void kill() throws IOException {
        ProcessHandle.of(directory.pid()).ifPresent(ProcessHandle::destroyForcibly);
        awaitEnd();
    }

    /** Starts it again after {@link #stop()} or {@link #kill()}, with the same data on the same port. */
    public void restart() throws IOException {
        stop();
        guard = commands.launch();
        awaitReady();
    }

    /**
     * Runs the server's command line tool on this node.
     *
     * @return what it printed
     * @throws IllegalStateException when it failed, with what it printed
     */
    public String rabbitmqctl(String... arguments) throws IOException {
        return commands.control(List.of(arguments));
    }

    @Override
    public void close() throws IOException {
        stop();
    }

    private void awaitReady() throws IOException {
        var limit = System.nanoTime() + START_LIMIT.toNanos();
        while (!takesConnections()) {
            if (NodeCommands.ended(guard, POLL) || System.nanoTime() > limit) {
                guard.getOutputStream().close();
                throw new IllegalStateException("RabbitMQ does not start.\n" + directory.tail());
            }
        }
    }

    private boolean takesConnections() {
        try {
            var factory = new ConnectionFactory();
            factory.setUri(uri);
            factory.setConnectionTimeout(CONNECT_MILLIS);
            factory.newConnection().close();
            return true;
        } catch (IOException | TimeoutException notYet) {
            return false;
        } catch (URISyntaxException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private void awaitEnd() throws IOException {
        if (!NodeCommands.ended(guard, STOP_LIMIT)) {
            throw new IllegalStateException("RabbitMQ does not end.\n" + directory.tail());
        }
    }
}
