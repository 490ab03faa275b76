package dev.skep.drone;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import dev.skep.broker.BrokerAddress;
import dev.skep.broker.Topology;
import dev.skep.drone.checkout.Origin;
import dev.skep.embedded.EmbeddedBroker;
import dev.skep.message.Conclusion;
import dev.skep.message.DroneInfo;
import dev.skep.message.DroneQueryInfo;
import dev.skep.message.JobData;
import dev.skep.message.JobEvent;
import dev.skep.message.JobNotice;
import dev.skep.message.JobRun;
import dev.skep.message.JobType;
import dev.skep.message.Message;
import dev.skep.message.QueueNew;
import dev.skep.message.Ref;
import dev.skep.message.Repo;
import dev.skep.message.Trigger;
import dev.skep.message.Vcs;
import dev.skep.message.WireFormat;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(30)
class DroneTest {

    private static EmbeddedBroker broker;

    private final Topology topology = new Topology("t-" + UUID.randomUUID());
    private final List<Message> heard = new CopyOnWriteArrayList<>();

    @TempDir
    private Path directory;
    private Origin origin;
    private Connection connection;
    private Channel channel;
    private Drone drone;

    @BeforeAll
    static void startsTheBroker(@TempDir Path work) throws Exception {
        broker = EmbeddedBroker.start(work);
    }

    @AfterAll
    static void stopsTheBroker() {
        broker.close();
    }

    @BeforeEach
    void startsADroneThatOthersHear() throws Exception {
        origin = Origin.in(directory.resolve("origin"));
        var factory = new ConnectionFactory();
        factory.setUri(broker.uri());
        connection = factory.newConnection();
        channel = connection.createChannel();
        channel.confirmSelect();
        topology.declareShared(channel);
        var ears = channel.queueDeclare().getQueue();
        channel.queueBind(ears, topology.events(), "#");
        channel.basicConsume(ears, true, (tag, message) -> heard.add(WireFormat.decode(message.getBody())), tag -> {});
        drone = start(1);
    }

    @AfterEach
    void stopsTheDrone() throws Exception {
        drone.close();
        connection.close();
        origin.close();
    }

    @Test
    void runsAJobAndTellsOfIt() throws Exception {
        origin.commit("skep.yml", "test: echo hello");

        send(job("j1"));

        await(() -> ended("j1"));
        assertThat(events("j1")).extracting(event -> event.stamp().seq()).containsExactlyInAnyOrder(2L, 3L, 4L, 5L, 6L,
                7L,
                8L, 9L);
        assertThat(of(JobEvent.CommandStdout.class)).extracting(event -> event.output().text())
                .containsExactly("hello\n");
        assertThat(of(JobEvent.Done.class)).extracting(JobEvent.Done::conclusion).containsExactly(Conclusion.SUCCESS);
        await(() -> of(DroneInfo.class).anyMatch(info -> info.running().size() == 1 && info.free() == 0));
        await(() -> lastInfo().free() == 1);
    }

    @Test
    void takesNoMoreThanItHasSlotsFor() throws Exception {
        origin.commit("skep.yml", "test: while [ ! -e " + directory.resolve("go") + " ]; do sleep 0.02; done");

        for (var id : List.of("j1", "j2", "j3")) {
            send(job(id));
        }
        await(() -> of(JobEvent.CheckedOut.class).count() == 1);
        send(job("j1"));
        await(() -> messages(topology.drone("d")) == 3);

        Files.createFile(directory.resolve("go"));
        await(() -> ended("j1") && ended("j2") && ended("j3"));
        assertThat(of(JobEvent.Accepted.class)).extracting(event -> event.stamp().job()).containsExactly("j1", "j2",
                "j3");
    }

    @Test
    void buriesWhatItCannotUse() throws Exception {
        origin.commit("skep.yml", "test: 'true'");

        awaitReady();
        channel.basicPublish(topology.jobs(), "d", null, "no json".getBytes(StandardCharsets.UTF_8));
        channel.basicPublish(topology.jobs(), "d", null, WireFormat.encode(new DroneQueryInfo()));
        channel.basicPublish(topology.control(), "d", null, "no json".getBytes(StandardCharsets.UTF_8));
        send(job("j1"));

        await(() -> ended("j1"));
        await(() -> messages(topology.dead()) == 3);
        assertThat(messages(topology.drone("d"))).isZero();
    }

    @Test
    void answersTheQuestionHowItIs() throws Exception {
        awaitReady();
        heard.clear();

        channel.basicPublish(topology.control(), Topology.ALL_DRONES, null, WireFormat.encode(new DroneQueryInfo()));

        Awaitility.await().atMost(Duration.ofSeconds(1)).until(() -> of(DroneInfo.class).findAny().isPresent());
        assertThat(lastInfo()).extracting(DroneInfo::drone, DroneInfo::state, DroneInfo::speed, DroneInfo::capacity,
                DroneInfo::labels).containsExactly("d", DroneInfo.State.READY, 100, 1, Map.of("os", "linux"));
    }

    @Test
    void givesBackWhatHasNotBegunAndFinishesWhatHas() throws Exception {
        origin.commit("skep.yml", "test: sleep 0.5");
        send(job("j1"));
        await(() -> of(JobEvent.CommandStarted.class).count() == 1);
        send(job("j2"));

        drone.close();

        assertThat(of(JobEvent.Done.class)).extracting(JobEvent.Done::conclusion).containsExactly(Conclusion.SUCCESS);
        var back = WireFormat.decode(channel.basicGet(topology.jobsNew(), true).getBody());
        assertThat(back).isEqualTo(new QueueNew(job("j2").job()));
        await(() -> lastInfo().state() == DroneInfo.State.GONE);
        assertThat(of(DroneInfo.class)).extracting(DroneInfo::state).contains(DroneInfo.State.DRAINING);
        assertThat(of(JobEvent.Accepted.class)).hasSize(1);
    }

    @Test
    void abandonsWhatDoesNotEndInTime() throws Exception {
        awaitReady();
        drone.close();
        await(() -> lastInfo().state() == DroneInfo.State.GONE);
        heard.clear();
        drone = start(0);
        origin.commit("skep.yml", "test: sleep 600");
        var run = job("j1");
        send(run);
        await(() -> of(JobEvent.CommandStarted.class).count() == 1);

        drone.close();

        await(() -> of(JobNotice.Abandoned.class).count() == 1);
        assertThat(of(JobNotice.Abandoned.class)).extracting(JobNotice.Abandoned::lease).containsExactly(run.lease());
        assertThat(of(JobEvent.Done.class)).isEmpty();
    }

    private Drone start(int drainSeconds) {
        var settings = new DroneSettings("d", 1, 100, directory.resolve("home"), Map.of("os", "linux"),
                Duration.ofSeconds(drainSeconds * 20L), Duration.ofMinutes(1), Duration.ofSeconds(2));
        return Drone.start(settings, new BrokerAddress(broker.uri()), topology);
    }

    private JobRun job(String id) {
        var trigger = new Trigger(Trigger.MANUAL, null, null, Instant.EPOCH, null, new Trigger.Ui("p"));
        return new JobRun(new JobData(id, 1, 1, "p", JobType.TEST, new Repo(origin.url(), Vcs.GIT, null), Ref.DEFAULT,
                trigger, null), "lease-" + topology.namespace() + id);
    }

    private void awaitReady() {
        await(() -> of(DroneInfo.class).anyMatch(info -> info.state() == DroneInfo.State.READY));
    }

    /** The queen sends only to drones of which she has heard. */
    private void send(JobRun run) throws Exception {
        awaitReady();
        channel.basicPublish(topology.jobs(), "d", null, WireFormat.encode(run));
        channel.waitForConfirmsOrDie();
    }

    private long messages(String queue) throws Exception {
        try (var fresh = connection.createChannel()) {
            return fresh.queueDeclarePassive(queue).getMessageCount();
        }
    }

    private boolean ended(String job) {
        return of(JobEvent.Done.class).anyMatch(event -> event.stamp().job().equals(job));
    }

    private List<JobEvent> events(String job) {
        return of(JobEvent.class).filter(event -> event.stamp().job().equals(job)).toList();
    }

    private DroneInfo lastInfo() {
        return of(DroneInfo.class).reduce((earlier, later) -> later).orElseThrow();
    }

    private <T extends Message> Stream<T> of(Class<T> kind) {
        return heard.stream().filter(kind::isInstance).map(kind::cast);
    }

    private static void await(java.util.concurrent.Callable<Boolean> condition) {
        Awaitility.await().atMost(Duration.ofSeconds(15)).pollInterval(Duration.ofMillis(20)).until(condition);
    }
}
