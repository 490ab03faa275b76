package dev.skep.standalone.faults.site;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.skep.broker.Topology;
import dev.skep.standalone.faults.site.Member.Role;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A whole Skep as separate processes on this machine. Each service reaches the broker, and the store, over a line. */
public final class Site implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Site.class);
    private static final String NAMESPACE = "faults";
    /** A key for the secrets of a site that lasts for minutes. */
    private static final String KEYS = "k1:" + "A".repeat(43) + "=";

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final String token = UUID.randomUUID().toString();
    private final List<String> addresses = new ArrayList<>();
    private final List<Member> members = new ArrayList<>();
    private final Grounds grounds;
    private final Size size;
    private final Broker broker;
    private final Store store;

    /** Starts everything, or nothing; the services may still be on their way up. */
    public Site(Grounds grounds, Size size) throws IOException, InterruptedException {
        this.grounds = grounds;
        this.size = size;
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "end of the site"));
        try {
            broker = keep(new Broker(grounds.rabbitmq()));
            store = new Store(grounds);
            keep(store::end);
            for (var number = 1; number <= size.gateways(); number++) {
                gateway(number);
            }
            for (var number = 1; number <= size.queens(); number++) {
                member(Role.QUEEN, number, Map.of());
            }
            for (var number = 1; number <= size.drones(); number++) {
                drone(number);
            }
        } catch (IOException | InterruptedException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private void gateway(int number) throws IOException {
        var port = freePort();
        addresses.add("http://127.0.0.1:" + port);
        var mongodb = "mongodb://127.0.0.1:" + keep(store.newLine()).port() + "/skep";
        member(Role.GATEWAY, number, Map.of("SKEP_MONGODB_URI", mongodb, "SKEP_PORT", Integer.toString(port),
                "SKEP_ADMIN_TOKEN", token, "SKEP_SECRET_KEYS", KEYS));
    }

    private void drone(int number) throws IOException {
        var id = Role.DRONE.word() + "-" + number;
        member(Role.DRONE, number, Map.of("SKEP_DRONE_ID", id, "SKEP_DRONE_SPEED", "100", "SKEP_DRONE_CAPACITY",
                Integer.toString(size.capacity()), "SKEP_DRONE_HOME", grounds.home(id).toString(),
                "SKEP_DRONE_KILL_GRACE", size.grace().toMillis() + "ms", "SKEP_DRONE_EXECUTORS", "process"));
    }

    private void member(Role role, int number, Map<String, String> settings) throws IOException {
        var name = role.word() + "-" + number;
        var line = keep(new Line(broker.port()));
        var environment = new HashMap<>(settings);
        environment.put("SKEP_RABBITMQ_URI", broker.uriThrough(line));
        environment.put("SKEP_NAMESPACE", NAMESPACE);
        var program = new Program(name, Java.jar(Jars.of(role.word())), environment, grounds.log(name));
        keep(program::kill);
        program.start();
        members.add(new Member(role, program, line));
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private <T extends AutoCloseable> T keep(T part) {
        synchronized (parts) {
            parts.push(part);
        }
        return part;
    }

    public Grounds grounds() {
        return grounds;
    }

    public Size size() {
        return size;
    }

    public Broker broker() {
        return broker;
    }

    public Store store() {
        return store;
    }

    /** Its names on the broker. */
    public Topology topology() {
        return new Topology(NAMESPACE);
    }

    /** Where the gateways are. */
    public List<String> addresses() {
        return List.copyOf(addresses);
    }

    /** What opens them. */
    public String token() {
        return token;
    }

    /** All services. */
    public List<Member> members() {
        return List.copyOf(members);
    }

    /** Those of this role, by their numbers. */
    public List<Member> members(Role role) {
        return members.stream().filter(member -> member.role() == role).toList();
    }

    /** All processes but the broker's. */
    public List<Program> programs() {
        return Stream.concat(members.stream().map(Member::program), Stream.of(store.program())).toList();
    }

    /** Ends everything at once, and whatever processes of its jobs there still are. */
    @Override
    public void close() {
        synchronized (parts) {
            while (!parts.isEmpty()) {
                try {
                    parts.pop().close();
                } catch (Exception e) {
                    log.warn("A part of the site did not end as it should", e);
                }
            }
        }
        new JobProcesses(grounds).all().forEach(JobProcesses.JobProcess::kill);
    }
}
