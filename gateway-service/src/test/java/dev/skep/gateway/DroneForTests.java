package dev.skep.gateway;

import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;

import com.rabbitmq.client.Connection;
import dev.skep.broker.BrokerAddress;
import dev.skep.broker.BrokerLink;
import dev.skep.broker.Topology;
import dev.skep.message.DroneInfo;
import dev.skep.message.DroneLost;
import dev.skep.message.Execution;
import dev.skep.message.JobEvent;
import dev.skep.message.JobInfo;
import dev.skep.message.JobQueryInfo;
import dev.skep.message.JobQueryPermit;
import dev.skep.message.JobStored;
import dev.skep.message.Message;
import dev.skep.message.Output;
import dev.skep.message.Placement;
import dev.skep.message.Stamp;
import dev.skep.message.Vcs;
import dev.skep.message.WireFormat;
import dev.skep.testing.Patience;
import dev.skep.testing.TestBroker;

import static java.nio.charset.StandardCharsets.UTF_8;

/** A drone that says what the test has it say, and lets the test answer what it is asked. */
public final class DroneForTests implements AutoCloseable {

    private final String id;
    private String incarnation = "incarnation";
    private final GatewayForTests gateway;
    private final Execution execution;
    private final AtomicLong seq = new AtomicLong(Stamp.ASSIGNED);
    private final AtomicLong logBytes = new AtomicLong();
    private final AtomicInteger asked = new AtomicInteger();
    private final BrokerLink link;
    private final List<Message> orders = new CopyOnWriteArrayList<>();
    private final List<JobStored> receipts = new CopyOnWriteArrayList<>();
    private volatile Consumer<JobQueryInfo> onQuestion = question -> {};

    public DroneForTests(String id, TestBroker broker, GatewayForTests gateway, Execution execution) {
        this.id = id;
        this.gateway = gateway;
        this.execution = execution;
        this.link = new BrokerLink(new BrokerAddress(broker.uri()), "drone " + id, this::listen);
        Patience.await().until(link::isUp);
    }

    private void listen(Connection connection) throws IOException {
        var channel = connection.createChannel();
        gateway.topology().declareShared(channel);
        channel.basicConsume(gateway.topology().declareControl(channel, id), true, (tag, delivery) -> {
            var message = WireFormat.decode(delivery.getBody());
            if (message instanceof JobQueryInfo question) {
                asked.incrementAndGet();
                onQuestion.accept(question);
            } else {
                orders.add(message);
            }
            if (message instanceof JobStored receipt) {
                receipts.add(receipt);
            }
        }, tag -> {});
    }

    /** What it does when it is asked how far a job is; nothing until this is called. */
    public void whenAsked(Runnable answer) {
        onQuestion = question -> answer.run();
    }

    public int timesAsked() {
        return asked.get();
    }

    /** What it was told, the first first. */
    public List<Message> orders() {
        return orders;
    }

    /** Sends a heartbeat: it runs this execution. */
    public void beat() {
        var info = info(incarnation, List.of(execution));
        gateway.others().announce(gateway.topology().events(), Topology.infoKey(info), info);
    }

    /** Knows nothing of what it did before. */
    public void startAgain() {
        incarnation = "another incarnation";
        seq.set(Stamp.ASSIGNED);
    }

    /** What it says when it was started anew, and runs nothing. */
    public DroneInfo infoOfAnotherStart() {
        return info("another incarnation", List.of());
    }

    private DroneInfo info(String incarnation, List<Execution> running) {
        return new DroneInfo(id, incarnation, now(), DroneInfo.State.READY, 100, 2, running, List.of(), List.of(),
                List.of("process"), List.of(Vcs.GIT), List.of("k1"), Map.of());
    }

    /** Asks whether it may deploy. */
    public void wishToDeploy() {
        var wish = new JobQueryPermit(execution.job(), execution.attempt(), execution.lease(), id, incarnation);
        gateway.others().insist(gateway.topology().events(), Topology.permitKey(wish), wish);
    }

    /** A queen says that it is gone. */
    public void isLost() {
        var lost = new DroneLost(id, incarnation, now(), "it is gone");
        gateway.others().insist(gateway.topology().events(), Topology.lostKey(lost), lost).join();
    }

    /** Is given the job. */
    public void isAssigned() {
        say(stamp -> new JobEvent.Assigned(stamp, id, "it is there", new Placement("rule", 1, List.of())));
    }

    /** Asks what is stored, until it is told; {@code missing} are the numbers that are not. */
    public JobStored askWhatIsStored() {
        receipts.clear();
        answer(0);
        Patience.await().until(() -> !receipts.isEmpty());
        return receipts.getFirst();
    }

    /** Reports nothing, under the next number: what was said there is lost. */
    public long loseOne() {
        return seq.incrementAndGet();
    }

    /** Reports what was lost. */
    public void sayLate(long number, Function<Stamp, JobEvent> event) {
        publish(event.apply(stamp(number)));
    }

    /** Is given the job, and begins it. */
    public void begin() {
        isAssigned();
        say(stamp -> new JobEvent.Accepted(stamp, id, incarnation));
        say(JobEvent.Started::new);
    }

    /** Reports what happened; returns when the broker has it. */
    public void say(Function<Stamp, JobEvent> event) {
        var number = event.apply(stamp(0)) instanceof JobEvent.Assigned ? Stamp.ASSIGNED : seq.incrementAndGet();
        publish(event.apply(stamp(number)));
    }

    /** Reports output outside any command. */
    public void write(String text) {
        var output = new Output(text, null, logBytes.getAndAdd(text.getBytes(UTF_8).length));
        say(stamp -> new JobEvent.Stdout(stamp, output));
    }

    /** Says how far the job is; so far, or with so many more events that are to come. */
    public void answer(int moreEvents) {
        var info = new JobInfo(execution.job(), execution.attempt(), execution.lease(), id, now(),
                seq.get() + moreEvents, 0, logBytes.get(), null);
        gateway.others().announce(gateway.topology().events(), Topology.infoKey(info), info);
    }

    private void publish(JobEvent event) {
        var topology = gateway.topology();
        gateway.others().insist(topology.events(), Topology.eventKey(id, event), event).join();
    }

    private Stamp stamp(long number) {
        return new Stamp(execution.job(), execution.attempt(), execution.lease(), number, now());
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }

    @Override
    public void close() {
        link.close();
    }
}
