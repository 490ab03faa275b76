package dev.skep.gateway.dead;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeoutException;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import dev.skep.broker.BrokerAddress;
import dev.skep.broker.Received;
import dev.skep.broker.Topology;
import dev.skep.gateway.DroneForTests;
import dev.skep.gateway.GatewayForTests;
import dev.skep.message.DroneInfo;
import dev.skep.message.DroneQueryInfo;
import dev.skep.message.Execution;
import dev.skep.message.JobEvent;
import dev.skep.message.Output;
import dev.skep.message.Stamp;
import dev.skep.message.WireFormat;
import dev.skep.testing.FlakyLine;
import dev.skep.testing.Patience;
import dev.skep.testing.TestBroker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** What a gateway makes of messages that it cannot use, and of the dead queue, on every broker alike. */
abstract class DeadMessagesContract {

    private static final BasicProperties PLAIN = new BasicProperties.Builder().deliveryMode(2).build();

    private final TestBroker broker;
    private final Topology topology;
    private GatewayForTests gateway;
    private Connection connection;
    private Channel channel;

    @SuppressWarnings("NullAway.Init")
    DeadMessagesContract(TestBroker broker) {
        this.broker = broker;
        this.topology = new Topology(broker.namespace());
    }

    @BeforeEach
    void start() throws Exception {
        gateway = new GatewayForTests(broker);
        connection = new BrokerAddress(broker.uri()).connectionFactory().newConnection();
        channel = connection.createChannel();
        channel.confirmSelect();
        topology.declareShared(channel);
    }

    @AfterEach
    void stop() {
        connection.abort();
        gateway.close();
    }

    private void publish(String exchange, String key, byte[] body, BasicProperties properties) throws Exception {
        channel.basicPublish(exchange, key, properties, body);
        channel.waitForConfirmsOrDie(Patience.LIMIT.toMillis());
    }

    private void publish(String key, String body) throws Exception {
        publish(topology.events(), key, body.getBytes(UTF_8), PLAIN);
    }

    private List<JsonNode> awaitDead(int count) throws Exception {
        Patience.await().untilAsserted(() -> assertThat(dead()).hasSize(count));
        return dead();
    }

    private List<JsonNode> dead() throws Exception {
        return gateway.json("/api/v1/dead").path("items").valueStream().toList();
    }

    private static List<String> of(List<JsonNode> items, String field) {
        return items.stream().map(item -> item.path(field).asString()).toList();
    }

    private static JobEvent started(String job, String lease, Instant at) {
        return new JobEvent.Started(new Stamp(job, 1, lease, 3, at));
    }

    @Test
    void buriesEachMessageThatCannotBeRecordedAndRecordsTheOthers() throws Exception {
        var job = gateway.job();
        var tooLarge = new JobEvent.Stdout(new Stamp(job, 1, "l", 9, Instant.EPOCH),
                new Output("x".repeat(15 * 1024 * 1024), null, 0));
        var odd = new BasicProperties.Builder().contentType("application/x-java-serialized-object")
                .contentEncoding("no-such-encoding").type("\u20ac".repeat(80)).build();
        try (var drone = new DroneForTests("d", broker, gateway, new Execution(job, 1, "lease"))) {
            publish("job.d.j.status", "no json");
            publish(topology.events(), "job.d.j.status", new byte[]{-1, 0, 13}, odd);
            publish("job.d.j.log", "{\"type\":\"job:exploded\",\"job\":\"j\"}");
            publish("job.d.j.status", new String(WireFormat.encode(new DroneQueryInfo()), UTF_8));
            publish("job.d.j.status", new String(WireFormat.encode(started(job, "lease", Instant.MAX)), UTF_8));
            for (var lease : List.of("a.b", "$a", "a\\u0000", "")) {
                publish("job.d.j.status",
                        new String(WireFormat.encode(started(job, "LEASE", Instant.EPOCH)), UTF_8).replace("LEASE",
                                lease));
            }
            publish(topology.events(), "job.d.j.log", WireFormat.encode(tooLarge), PLAIN);
            drone.begin();
            drone.write("hello");
        }
        Patience.await().until(() -> gateway.json("/api/v1/jobs/" + job).path("status").asString().equals("RUNNING"));
        assertThat(gateway.get("/api/v1/jobs/" + job + "/log").body()).isEqualTo("hello");
        var items = awaitDead(10);
        assertThat(of(items, "reason")).anyMatch(reason -> reason.contains("job:exploded"))
                .anyMatch(reason -> reason.contains("it is no event: drone:query-info"))
                .anyMatch(reason -> reason.startsWith("it cannot be recorded"))
                .anyMatch(reason -> reason.startsWith("it is larger than the store takes")).doesNotContain("");
        assertThat(of(items, "queue")).containsOnly(topology.eventsStatus(), topology.eventsLog());
        assertThat(of(items, "exchange")).containsOnly(topology.events());
        assertThat(of(items, "key")).containsOnly("job.d.j.status", "job.d.j.log");
        assertThat(messages(topology.eventsStatus()) + messages(topology.eventsLog())).isZero();
    }

    private int messages(String queue) throws IOException, TimeoutException {
        try (var fresh = connection.createChannel()) {
            return fresh.queueDeclarePassive(queue).getMessageCount();
        }
    }

    @Test
    void buriesSomeOfWhatItCannotUseOfHeartbeatsAndHearsTheOthers() throws Exception {
        for (var count = 0; count < 30; count++) {
            publish("drone.newer.info", "{\"type\":\"drone:info\",\"drone\":\"newer\"}");
        }
        var info = new DroneInfo("d", "i", Instant.now(), DroneInfo.State.READY, 1, 1, List.of(), List.of(),
                List.of(), List.of(), List.of(), List.of(), java.util.Map.of());
        gateway.others().announce(topology.events(), Topology.infoKey(info), info);

        Patience.await().until(() -> gateway.items("/api/v1/drones", "id").contains("d"));
        assertThat(of(awaitDead(10), "key")).containsOnly("drone.newer.info");

        assertThat(redrive()).isEqualTo(json("{\"redriven\":0,\"outdated\":10,\"left\":0}"));
        assertThat(dead()).isEmpty();
    }

    @Test
    void showsWhatIsDeadAndLeavesItInItsPlaceHoweverOftenItIsLookedAt() throws Exception {
        for (var number = 0; number < 5; number++) {
            publish("job.d.j.status", "poison " + number + " \u0001\ud83d\udc1d" + "x".repeat(1000));
        }
        awaitDead(5);
        for (var look = 0; look < 40; look++) {
            var page = gateway.json("/api/v1/dead");
            assertThat(page.path("count").asInt()).isEqualTo(5);
            assertThat(page.path("next").isNull()).isTrue();
            assertThat(of(page.path("items").valueStream().toList(), "preview")).map(text -> text.substring(0, 8))
                    .containsExactly("poison 0", "poison 1", "poison 2", "poison 3", "poison 4");
        }
        var first = dead().getFirst();
        assertThat(first.path("preview").asString()).startsWith("poison 0 \ufffd\ud83d\udc1dxxx").hasSizeBetween(400,
                500);
        assertThat(first.path("size").asInt()).isEqualTo(1014);
        assertThat(first.path("redrives").asInt()).isZero();
        assertThat(Instant.parse(first.path("at").asString())).isBefore(Instant.now());
    }

    @Test
    void sendsEachMessageToWhereItCameFromOnceAndLosesNone() throws Exception {
        var job = gateway.job();
        gateway.others().bury(received(job, "job.queen.j.status"), "the gateway was too old for it").join();
        publish("job.d.j.status", "poison");
        publish(topology.dead(), "", "nobody knows".getBytes(UTF_8), PLAIN);
        awaitDead(3);

        var answer = redrive();

        assertThat(answer).isEqualTo(json("{\"redriven\":2,\"outdated\":0,\"left\":1}"));
        Patience.await().until(() -> !gateway.json("/api/v1/jobs/" + job).path("startedAt").isNull());
        var items = awaitDead(2);
        assertThat(of(items, "preview")).containsExactlyInAnyOrder("nobody knows", "poison");
        assertThat(of(items, "redrives")).containsExactlyInAnyOrder("0", "1");
        redrive();
        Patience.await().untilAsserted(() -> assertThat(of(dead(), "redrives")).containsExactlyInAnyOrder("0", "2"));
    }

    private Received received(String job, String key) {
        var event = started(job, "lease", Instant.EPOCH);
        return Received.of(topology.eventsStatus(), topology.events(), key, "job:started", null,
                WireFormat.encode(event));
    }

    @Test
    void sendsMoreThanItTakesAtOnce() throws Exception {
        for (var number = 0; number < 250; number++) {
            channel.basicPublish(topology.events(), "job.d.j.status", PLAIN, ("poison " + number).getBytes(UTF_8));
        }
        Patience.await().until(() -> messages(topology.dead()) == 250);
        assertThat(dead()).hasSize(100);
        assertThat(redrive()).isEqualTo(json("{\"redriven\":250,\"outdated\":0,\"left\":0}"));
        Patience.await().untilAsserted(() -> assertThat(messages(topology.dead())).isEqualTo(250));
        assertThat(of(dead(), "redrives")).containsOnly("1");
    }

    private JsonNode redrive() throws Exception {
        return json(gateway.call("POST", "/api/v1/dead/redrive").body());
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }

    @Test
    void dropsTheOldestAndOnlySoManyAsAreNamed() throws Exception {
        for (var number = 0; number < 3; number++) {
            publish("job.d.j.status", "poison " + number);
        }
        awaitDead(3);
        assertThat(gateway.call("DELETE", "/api/v1/dead").statusCode()).isEqualTo(400);
        assertThat(gateway.call("DELETE", "/api/v1/dead?count=0").statusCode()).isEqualTo(400);
        assertThat(json(gateway.call("DELETE", "/api/v1/dead?count=2").body()))
                .isEqualTo(json("{\"dropped\":2,\"left\":1}"));
        assertThat(of(dead(), "preview")).containsExactly("poison 2");
    }

    @Test
    void showsInHealthAndMetricsHowManyThereAre() throws Exception {
        assertThat(health("deadMessages").path("details").path("count").asInt(-1)).isZero();
        publish("job.d.j.status", "poison");
        Patience.await().until(() -> health("deadMessages").path("details").path("count").asInt() == 1);
        assertThat(health("deadMessages").path("status").asString()).isEqualTo("UP");
        assertThat(gateway.get("/actuator/prometheus").body()).contains("\nskep_dead_messages 1.0\n");
        assertThat(gateway.get("/actuator/health").statusCode()).isEqualTo(200);
        assertThat(health("broker").path("status").asString()).isEqualTo("UP");
        assertThat(health("mongo").path("status").asString()).isEqualTo("UP");
    }

    private JsonNode health(String component) throws Exception {
        return gateway.json("/actuator/health").path("components").path(component);
    }

    @Test
    void staysInServiceWhileTheBrokerIsAwayAndSaysSo() throws Exception {
        try (var line = FlakyLine.to(broker.uri()); var apart = new GatewayForTests(broker, line.uri())) {
            Patience.await().until(() -> apart.call("GET", "/api/v1/dead").statusCode() == 200);
            line.cut();
            Patience.await()
                    .until(() -> apart.json("/actuator/health/broker").path("status").asString().equals("AWAY"));
            assertThat(apart.get("/actuator/health").statusCode()).isEqualTo(200);
            assertThat(apart.json("/actuator/health").path("status").asString()).isEqualTo("UP");
            awaitUnavailable(apart, "GET", "/api/v1/dead");
            awaitUnavailable(apart, "POST", "/api/v1/dead/redrive");
            awaitUnavailable(apart, "DELETE", "/api/v1/dead?count=1");
            assertThat(apart.get("/actuator/prometheus").body()).contains("\nskep_dead_messages NaN\n");
            line.mend();
            Patience.await().until(() -> apart.call("GET", "/api/v1/dead").statusCode() == 200);
        }
    }

    private static void awaitUnavailable(GatewayForTests apart, String method, String path) {
        Patience.await().untilAsserted(() -> {
            var answer = apart.call(method, path);
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        });
    }
}
