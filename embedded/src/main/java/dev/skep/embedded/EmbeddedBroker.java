package dev.skep.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.apache.qpid.server.SystemLauncher;
import org.apache.qpid.server.SystemLauncherListener.DefaultSystemLauncherListener;
import org.apache.qpid.server.model.Broker;
import org.apache.qpid.server.model.SystemConfig;
import org.apache.qpid.server.model.port.AmqpPort;
import org.jspecify.annotations.Nullable;

/**
 * An AMQP 0-9-1 broker in this process: Apache Qpid Broker-J on a port of its own choice on the loopback interface. It
 * keeps messages in memory only, and ignores the queue arguments that RabbitMQ understands.
 *
 * <p>A queue takes only as much as a part of this process's memory. What is published beyond that is refused, as a
 * publisher learns that asks for confirms and says {@code mandatory}: nothing is lost silently or by lack of memory.
 */
public final class EmbeddedBroker implements AutoCloseable {

    private final SystemLauncher launcher;
    private final String uri;

    private EmbeddedBroker(SystemLauncher launcher, String uri) {
        this.launcher = launcher;
        this.uri = uri;
    }

    /**
     * Starts a broker.
     *
     * @param workDir a directory for its own use, made when it is not there
     * @throws IllegalStateException when it does not start, with the cause
     */
    public static EmbeddedBroker start(Path workDir) throws IOException {
        return start(workDir, BrokerSettings.forMemory(Runtime.getRuntime().maxMemory()));
    }

    static EmbeddedBroker start(Path workDir, BrokerSettings settings) throws IOException {
        Files.createDirectories(workDir);
        var password = Password.random();
        var start = new Start();
        var launcher = new SystemLauncher(start);
        try {
            launcher.startup(settings.attributes(workDir, password));
            return new EmbeddedBroker(launcher, "amqp://skep:" + password + "@127.0.0.1:" + start.port());
        } catch (Exception e) {
            launcher.shutdown();
            throw new IllegalStateException("the embedded broker does not start: " + e.getMessage(), e);
        }
    }

    /** Where it listens, with user and password: {@code amqp://user:password@127.0.0.1:port}. */
    public String uri() {
        return uri;
    }

    /** Ends the broker; messages that wait in it are gone. */
    @Override
    public void close() {
        launcher.shutdown();
    }

    /** What becomes of a start: the launcher itself reports a failure only to its listener. */
    private static final class Start extends DefaultSystemLauncherListener {

        private @Nullable SystemConfig<?> system;
        private @Nullable RuntimeException failure;

        @Override
        public void onContainerResolve(SystemConfig<?> config) {
            system = config;
        }

        @Override
        public void errorOnStartup(RuntimeException e) {
            failure = e;
        }

        int port() {
            if (failure != null) {
                throw failure;
            }
            if (system == null || !(system.getContainer() instanceof Broker<?> broker)) {
                throw new IllegalStateException("no broker was made");
            }
            ShutdownHook.remove(broker);
            for (var port : broker.getPorts()) {
                if (port instanceof AmqpPort<?> amqp && amqp.getBoundPort() > 0) {
                    return amqp.getBoundPort();
                }
            }
            throw new IllegalStateException("it listens on no port");
        }
    }
}
