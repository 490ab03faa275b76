package dev.skep.standalone;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

import dev.skep.embedded.EmbeddedStore;
import dev.skep.testing.Patience;
import dev.skep.testing.TestBroker;

import static org.assertj.core.api.Assertions.assertThat;

/** The services as processes, each from its own jar, on a test's broker and a store of their own. */
final class Services implements AutoCloseable {

    private static final String TOKEN = "token-for-separate-processes";
    private static final String KEYS = "k1:" + "A".repeat(43) + "=";

    private final TestBroker broker;
    private final Path directory;
    private final EmbeddedStore store = EmbeddedStore.inMemory();
    private final Deque<Child> started = new ArrayDeque<>();

    Services(TestBroker broker, Path directory) {
        this.broker = broker;
        this.directory = directory;
    }

    /** Starts a gateway; its user, when it answers. */
    User gateway() throws IOException {
        var port = freePort();
        var gateway = service("gateway", "gateway-" + port, Map.of("SKEP_MONGODB_URI", store.uri("skep"), "SKEP_PORT",
                Integer.toString(port), "SKEP_ADMIN_TOKEN", TOKEN, "SKEP_SECRET_KEYS", KEYS));
        var user = new User(new Api("http://127.0.0.1:" + port, TOKEN));
        Patience.await().untilAsserted(() -> assertThat(user.api().answers()).as(gateway.output()).isTrue());
        return user;
    }

    Child queen(String name) throws IOException {
        return service("queen", name, Map.of());
    }

    Child drone(String id) throws IOException {
        return drone(id, Map.of());
    }

    /** Starts a drone of one slot. */
    Child drone(String id, Map<String, String> more) throws IOException {
        var environment = new HashMap<>(Map.of("SKEP_DRONE_ID", id, "SKEP_DRONE_CAPACITY", "1", "SKEP_DRONE_SPEED",
                "100", "SKEP_DRONE_HOME", directory.resolve(id).toString(), "SKEP_DRONE_KILL_GRACE", "1s"));
        environment.putAll(more);
        return service("drone", id, environment);
    }

    /** Waits until the gateway has heard of so many drones. */
    static void awaitDrones(User user, int count) {
        Patience.await().until(() -> user.api().get("/api/v1/drones").path("items").size() == count);
    }

    private Child service(String name, String log, Map<String, String> more) throws IOException {
        var environment = new HashMap<>(more);
        environment.putIfAbsent("SKEP_RABBITMQ_URI", broker.uri());
        environment.put("SKEP_NAMESPACE", broker.namespace());
        var child = Child.service(name, environment, directory.resolve(log + ".log"));
        started.push(child);
        return child;
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        started.forEach(Child::close);
        store.close();
    }
}
