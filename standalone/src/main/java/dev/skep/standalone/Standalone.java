package dev.skep.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

import dev.skep.broker.BrokerAddress;
import dev.skep.broker.Topology;
import dev.skep.drone.Drone;
import dev.skep.drone.DroneSettings;
import dev.skep.embedded.EmbeddedBroker;
import dev.skep.embedded.EmbeddedStore;
import dev.skep.embedded.RabbitNode;
import dev.skep.gateway.GatewayApplication;
import dev.skep.gateway.access.Tokens;
import dev.skep.queen.QueenApplication;
import dev.skep.seal.Keyring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The gateway, the queen and some drones in this process, on the broker and the store that the settings name: embedded
 * ones unless they name others.
 */
final class Standalone implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Standalone.class);
    private static final String DATABASE = "skep";

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final Settings settings;
    private final Path home;
    private final String token;
    private final String secretKeys;
    private final String address;
    private final Tokens tokens;

    /** Starts everything, or nothing. */
    static Standalone start(Settings settings) throws IOException {
        return new Standalone(settings.checked());
    }

    private Standalone(Settings settings) throws IOException {
        this.settings = settings;
        requireFree(settings.port);
        this.home = settings.openHome();
        this.token = HomeSecret.ADMIN_TOKEN.in(home);
        this.secretKeys = HomeSecret.SECRET_KEYS.in(home);
        try {
            var mongodb = store();
            var rabbitmq = broker();
            var properties = properties(rabbitmq, mongodb);
            var gateway = keep(run(GatewayApplication.application().properties("skep.url=" + url()), properties));
            keep(run(QueenApplication.application(), properties));
            for (var number = 1; number <= settings.drones; number++) {
                keep(drone(number, rabbitmq));
            }
            this.tokens = gateway.getBean(Tokens.class);
            this.address = "http://127.0.0.1:" + gateway.getEnvironment().getProperty("local.server.port");
        } catch (RuntimeException | IOException e) {
            close();
            throw explained(e);
        }
    }

    /** Before anything is made: what the web server would say of it comes late and long. */
    private static void requireFree(int port) {
        try (var probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            throw new CannotStart("port " + port + " is in use: choose another with --port", e);
        }
    }

    private String store() throws IOException {
        return settings.mongodb == null
                ? keep(EmbeddedStore.start(home.resolve("store.mv"))).uri(DATABASE)
                : settings.mongodb;
    }

    private String broker() throws IOException {
        if (settings.rabbitmq == null) {
            return keep(EmbeddedBroker.start(home.resolve("broker"))).uri();
        }
        return settings.rabbitmq.equals(Settings.LOCAL)
                ? keep(RabbitNode.start(home.resolve("rabbitmq"))).uri()
                : settings.rabbitmq;
    }

    /** What links begin with, unless the environment says better. */
    private String url() {
        return settings.port == 0 ? "" : "http://127.0.0.1:" + settings.port;
    }

    private Map<String, Object> properties(String rabbitmq, String mongodb) {
        var properties = new HashMap<String, Object>();
        properties.put("skep.rabbitmq-uri", rabbitmq);
        properties.put("skep.namespace", settings.namespace);
        properties.put("skep.admin-token", token);
        properties.put("skep.secret-keys", secretKeys);
        properties.put("spring.mongodb.uri", mongodb);
        properties.put("server.address", "127.0.0.1");
        properties.put("server.port", settings.port);
        properties.put("spring.main.register-shutdown-hook", false);
        properties.put("spring.jmx.enabled", false);
        return properties;
    }

    private static ConfigurableApplicationContext run(SpringApplicationBuilder application,
            Map<String, Object> properties) {
        var arguments = properties.entrySet().stream().map(p -> "--" + p.getKey() + "=" + p.getValue());
        return application.run(arguments.toArray(String[]::new));
    }

    private Drone drone(int number, String rabbitmq) {
        var id = "drone-" + number;
        var home = this.home.resolve("drones").resolve(id);
        return Drone.start(DroneSettings.ofEnvironment(id, settings.capacity, home), new BrokerAddress(rabbitmq),
                new Topology(settings.namespace), Keyring.parse(secretKeys));
    }

    private <T extends AutoCloseable> T keep(T part) {
        parts.push(part);
        return part;
    }

    private RuntimeException explained(Exception e) {
        return switch (e) {
            case EmbeddedStore.InUse inUse -> new CannotStart(
                    "another skep up uses " + home + ": stop it, or choose another directory with --home", inUse);
            case RuntimeException runtime -> runtime;
            case IOException io -> new UncheckedIOException(io);
            default -> new IllegalStateException(e);
        };
    }

    /** Where the pages and the API are. */
    String address() {
        return address;
    }

    /** An address that signs one browser in. */
    String signInAddress() {
        return address + "/sign-in?code=" + tokens.newCode();
    }

    String token() {
        return token;
    }

    /** Stops the parts, those that were started last first: drones hand back what they have not begun. */
    @Override
    public void close() {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                log.warn("A part did not stop as it should", e);
            }
        }
    }
}
