package dev.skep.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What {@code skep up} can be told, by option or by environment. */
final class Settings {

    /** Instead of a URI: a private node of the installed RabbitMQ. */
    static final String LOCAL = "local";

    @Option(names = "--port", paramLabel = "PORT", defaultValue = "${env:SKEP_PORT:-8080}", description = "The web server's port on this machine; 0 takes a free one. Default: ${DEFAULT-VALUE}")
    int port;

    @Option(names = "--home", paramLabel = "DIR", defaultValue = "${env:SKEP_HOME:-.skep}", description = "Where all data is kept. Default: ${DEFAULT-VALUE}")
    Path home = Path.of(".skep");

    @Option(names = "--rabbitmq", paramLabel = "URI", defaultValue = "${env:SKEP_RABBITMQ_URI}", description = "A RabbitMQ to use instead of the embedded broker: amqp://user:password@host:port/vhost, or 'local' for a private node of the installed rabbitmq-server.")
    @Nullable
    String rabbitmq;

    @Option(names = "--mongodb", paramLabel = "URI", defaultValue = "${env:SKEP_MONGODB_URI}", description = "A MongoDB to use instead of the embedded store: mongodb://host:port/database.")
    @Nullable
    String mongodb;

    @Option(names = "--namespace", paramLabel = "NAME", defaultValue = "${env:SKEP_NAMESPACE:-skep}", description = "The first word of all names on the broker, so that several can share one. Default: ${DEFAULT-VALUE}")
    String namespace = "skep";

    @Option(names = "--drones", paramLabel = "N", defaultValue = "1", description = "How many drones to run. Default: ${DEFAULT-VALUE}")
    int drones;

    @Option(names = "--capacity", paramLabel = "N", description = "How many jobs each drone runs at once. Default: the number of processors.")
    int capacity = Runtime.getRuntime().availableProcessors();

    /** The home directory, made if it is not there, for its owner only. Comes before anything logs: the log lies in it. */
    Path openHome() throws IOException {
        var opened = Files.createDirectories(home.toAbsolutePath().normalize(),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        System.setProperty("skep.log.dir", opened.toString());
        return opened;
    }

    Settings checked() {
        check(port >= 0 && port <= 65535, "--port takes 0 to 65535");
        check(drones >= 0, "--drones takes 0 or more");
        check(capacity >= 1, "--capacity takes 1 or more");
        return this;
    }

    private static void check(boolean good, String message) {
        if (!good) {
            throw new CannotStart(message);
        }
    }
}
