package dev.skep.broker;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeoutException;

import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import dev.skep.message.DroneInfo;
import dev.skep.message.DroneLost;
import dev.skep.message.JobEvent;
import dev.skep.message.JobInfo;
import dev.skep.message.JobNotice;
import dev.skep.message.JobQueryPermit;

/**
 * Every name on the broker, and what is declared under it. All names start with the namespace, so that several Skeps, or
 * tests, share a broker without meeting.
 *
 * <p>Declaring is idempotent, and every service declares what it uses. The queue arguments are those that RabbitMQ 3.10
 * and 4.x understand alike; the embedded broker ignores them, and nothing depends on them for correctness.
 *
 * @param namespace the first word of every name
 */
public record Topology(String namespace) {

    /** The routing key of jobs that wait for the queen. */
    public static final String NEW = "new";
    /** The routing key on the control exchange that reaches every drone. */
    public static final String ALL_DRONES = "all";
    /** The routing key on the control exchange that reaches every queen. */
    public static final String ALL_QUEENS = "queens";
    /** The header of a dead message that says why it is dead. */
    public static final String REASON_HEADER = "x-skep-reason";

    private static final Map<String, Object> SHARED = Map.of("x-queue-type", "quorum", "x-delivery-limit", 20);
    /** Who gets no answer asks again, so that of very many only the newest need to be kept. */
    private static final int MOST_QUESTIONS = 10_000;
    private static final int EVENT_BYTES = 256 * 1024 * 1024;
    private static final int LOG_BYTES = 1024 * 1024 * 1024;

    /** Direct exchange of jobs: to the queen under {@link #NEW}, to a drone under its id. */
    public String jobs() {
        return namespace + ".jobs";
    }

    /** Queue of jobs that wait for the queen. */
    public String jobsNew() {
        return namespace + ".jobs.new";
    }

    /** Queue of jobs put on this drone. */
    public String drone(String drone) {
        return namespace + ".drone." + drone;
    }

    /** Queue of the token that this drone holds while its connection stands. */
    public String presence(String drone) {
        return namespace + ".presence." + drone;
    }

    /** Topic exchange of all that happens. */
    public String events() {
        return namespace + ".events";
    }

    /** Queue of what tells where jobs are, for any gateway. */
    public String eventsStatus() {
        return namespace + ".events.status";
    }

    /** Queue of what jobs and their plugins write, for any gateway. */
    public String eventsLog() {
        return namespace + ".events.log";
    }

    /** Queue of drones' questions, for any gateway: may it deploy, what of it is stored. */
    public String questions() {
        return namespace + ".questions";
    }

    /** Direct exchange of orders and questions to drones. */
    public String control() {
        return namespace + ".control";
    }

    /** Fanout exchange on which gateways tell each other what they recorded. */
    public String live() {
        return namespace + ".live";
    }

    /** One gateway's own queue of heartbeats, of drones' answers, and of what gateways recorded. */
    public String live(String instance) {
        return namespace + ".live." + instance;
    }

    /** One queen's own queue of heartbeats and job statuses. */
    public String queen(String instance) {
        return namespace + ".queen." + instance;
    }

    /** Fanout exchange, and queue, of messages that nobody could use. */
    public String dead() {
        return namespace + ".dead";
    }

    /** Whether messages of ours are sent to this exchange: to one of ours, or straight into a queue of ours. */
    boolean isOurs(String exchange, String key) {
        return Set.of(jobs(), events(), control(), live()).contains(exchange)
                || (exchange.isEmpty() && key.startsWith(namespace + "."));
    }

    /**
     * Whether this is one gateway's or one queen's own queue: what comes there went to others too, or need not arrive, and
     * is soon out of date.
     */
    public boolean isOwn(String queue) {
        return queue.startsWith(live("")) || queue.startsWith(queen(""));
    }

    /** The routing key of a job's event. The source comes first, so that a broker can pin a drone to its own keys. */
    public static String eventKey(String source, JobEvent event) {
        return switch (event) {
            case JobEvent.Status status -> jobKey(source, status.stamp().job(), "status");
            case JobEvent.Log log -> jobKey(source, log.stamp().job(), "log");
            case JobEvent.PluginData data -> jobKey(source, data.stamp().job(), "plugin");
        };
    }

    /** The routing key of a notice. */
    public static String noticeKey(String source, JobNotice notice) {
        return jobKey(source, notice.job(), "status");
    }

    /** The routing key of a drone's heartbeat. */
    public static String infoKey(DroneInfo info) {
        return "drone." + info.drone() + ".info";
    }

    /** The routing key of a drone's word on how far a job is. */
    public static String infoKey(JobInfo info) {
        return jobKey(info.drone(), info.job(), "info");
    }

    /** The routing key of a drone's wish to deploy. */
    public static String permitKey(JobQueryPermit question) {
        return jobKey(question.drone(), question.job(), "permit");
    }

    /** The routing key of a drone's token, on the control exchange. */
    public static String presenceKey(String drone) {
        return "presence." + drone;
    }

    /** The routing key of the word that a drone is gone. */
    public static String lostKey(DroneLost lost) {
        return "drone." + lost.drone() + ".lost";
    }

    private static String jobKey(String source, String job, String kind) {
        return "job." + source + "." + job + "." + kind;
    }

    /** Declares something. */
    @FunctionalInterface
    public interface Declarations {
        void on(Channel channel) throws IOException;
    }

    /**
     * Declares all of this on a fresh connection. One on which that fails is of no use and is closed, so that its owner makes
     * another one and begins anew.
     */
    public static void declare(Connection connection, Declarations all) {
        try (var channel = connection.createChannel()) {
            all.on(channel);
        } catch (IOException | TimeoutException | RuntimeException e) {
            connection.abort();
            throw new IllegalStateException("the broker does not let us declare what we need", e);
        }
    }

    /** Declares what all services share. */
    public void declareShared(Channel channel) throws IOException {
        channel.exchangeDeclare(jobs(), BuiltinExchangeType.DIRECT, true);
        channel.exchangeDeclare(events(), BuiltinExchangeType.TOPIC, true);
        channel.exchangeDeclare(control(), BuiltinExchangeType.DIRECT, true);
        channel.exchangeDeclare(live(), BuiltinExchangeType.FANOUT, true);
        channel.exchangeDeclare(dead(), BuiltinExchangeType.FANOUT, true);
        channel.queueDeclare(dead(), true, false, false, Map.of("x-queue-type", "quorum"));
        channel.queueBind(dead(), dead(), "");
        declareWork(channel, jobsNew(), Map.of("x-single-active-consumer", true));
        channel.queueBind(jobsNew(), jobs(), NEW);
        declareWork(channel, eventsStatus(), bounded(EVENT_BYTES));
        channel.queueBind(eventsStatus(), events(), "job.*.*.status");
        channel.queueBind(eventsStatus(), events(), "drone.*.lost");
        declareWork(channel, eventsLog(), bounded(LOG_BYTES));
        channel.queueBind(eventsLog(), events(), "job.*.*.log");
        channel.queueBind(eventsLog(), events(), "job.*.*.plugin");
    }

    /** Declares the queue of jobs for this drone. Plain durable: what is lost with it, the store brings back. */
    public void declareDrone(Channel channel, String drone) throws IOException {
        channel.queueDeclare(drone(drone), true, false, false, Map.of());
        channel.queueBind(drone(drone), jobs(), drone);
    }

    /** Declares the queue of a drone's token: by the drone itself, and by each queen that waits for it to fall to her. */
    public String declarePresence(Channel channel, String drone) throws IOException {
        channel.queueDeclare(presence(drone), true, false, false, Map.of());
        channel.queueBind(presence(drone), control(), presenceKey(drone));
        return presence(drone);
    }

    /** Declares the queue of questions. Only gateways do so. */
    public void declareQuestions(Channel channel) throws IOException {
        var arguments = new HashMap<>(SHARED);
        arguments.put("x-max-length", MOST_QUESTIONS);
        channel.queueDeclare(questions(), true, false, false, arguments);
        channel.queueBind(questions(), events(), "job.*.*.permit");
        channel.queueBind(questions(), events(), "job.*.*.info");
    }

    /** Declares the drone's own queue of orders, gone with the connection. */
    public String declareControl(Channel channel, String drone) throws IOException {
        var queue = namespace + ".control." + drone;
        channel.queueDeclare(queue, false, true, false, Map.of());
        channel.queueBind(queue, control(), drone);
        channel.queueBind(queue, control(), ALL_DRONES);
        return queue;
    }

    /** Declares what a queen uses: one queue is her own, gone with the connection. */
    public void declareQueen(Channel channel, String instance) throws IOException {
        declareShared(channel);
        var queue = queen(instance);
        channel.queueDeclare(queue, false, true, false, Map.of());
        channel.queueBind(queue, events(), "drone.*.info");
        channel.queueBind(queue, events(), "drone.*.lost");
        channel.queueBind(queue, events(), "job.*.*.status");
        channel.queueBind(queue, control(), ALL_QUEENS);
        channel.queueBind(queue, control(), instance);
    }

    /**
     * Declares what a gateway uses: one queue is its own, gone with the connection. The queue of questions comes last: as
     * long as it is there, the broker has forgotten nothing.
     */
    public void declareGateway(Channel channel, String instance) throws IOException {
        declareShared(channel);
        declareLive(channel, instance);
        declareQuestions(channel);
    }

    private void declareLive(Channel channel, String instance) throws IOException {
        var queue = live(instance);
        channel.queueDeclare(queue, false, true, false, Map.of());
        channel.queueBind(queue, events(), "drone.*.info");
        channel.queueBind(queue, events(), "job.*.*.info");
        channel.queueBind(queue, events(), "drone.*.lost");
        channel.queueBind(queue, control(), instance);
        channel.queueBind(queue, live(), "");
    }

    private void declareWork(Channel channel, String queue, Map<String, Object> more) throws IOException {
        var arguments = new HashMap<>(SHARED);
        arguments.put("x-dead-letter-exchange", dead());
        arguments.putAll(more);
        channel.queueDeclare(queue, true, false, false, arguments);
    }

    private static Map<String, Object> bounded(int bytes) {
        return Map.of("x-max-length-bytes", bytes, "x-overflow", "reject-publish");
    }
}
