package dev.skep.drone;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import dev.skep.broker.BrokerAddress;
import dev.skep.broker.ConfirmedPublisher;
import dev.skep.broker.ConfirmedPublisher.NotAccepted;
import dev.skep.broker.Topology;
import dev.skep.drone.checkout.git.Origin;
import dev.skep.message.DroneInfo.State;
import dev.skep.message.DroneOrder;
import dev.skep.message.JobData;
import dev.skep.message.JobEvent;
import dev.skep.message.JobNotice;
import dev.skep.message.JobRun;
import dev.skep.message.JobType;
import dev.skep.message.QueueNew;
import dev.skep.message.Ref;
import dev.skep.message.Repo;
import dev.skep.message.Trigger;
import dev.skep.message.Vcs;
import dev.skep.message.WireFormat;
import dev.skep.seal.Keyring;
import dev.skep.testing.Patience;
import dev.skep.testing.TestBroker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What a drone does when it is told to pause, to go on, or to leave, on every broker alike. */
@Timeout(60)
abstract class OrdersContract {

    private static final DroneOrder PAUSE = new DroneOrder.Pause("ada");
    private static final DroneOrder RESUME = new DroneOrder.Resume("ada");
    private static final DroneOrder DRAIN = new DroneOrder.Drain("ada");

    private final BrokerAddress address;
    private final Topology topology;

    @TempDir
    private Path directory;
    private Origin origin;
    private Others others;
    private Drone drone;

    OrdersContract(TestBroker broker) {
        address = new BrokerAddress(broker.uri());
        topology = new Topology(broker.namespace());
    }

    @BeforeEach
    void startsADroneThatOthersHear() throws Exception {
        origin = Origin.in(directory.resolve("origin"));
        origin.commit("skep.yml", "test: while [ ! -e " + directory.resolve("go") + " ]; do sleep 0.02; done");
        others = new Others(address, topology);
        drone = start();
        others.awaitReady();
    }

    @AfterEach
    void stopsTheDrone() throws Exception {
        drone.close();
        others.close();
        origin.close();
    }

    @Test
    void finishesWhatItRunsAndGivesBackAllElseWhileItIsPaused() throws Exception {
        others.send(job("runs"));
        others.send(job("waits"));
        Patience.await().until(() -> others.of(JobEvent.CommandStarted.class).count() == 1);

        order(PAUSE);

        awaitState(State.PAUSED);
        Patience.await().until(() -> givenBack().equals(List.of("waits")));
        putIntoItsQueue(job("late"));
        Patience.await().until(() -> givenBack().equals(List.of("waits", "late")));
        Patience.await().untilAsserted(this::isNotSentTo);
        Files.createFile(directory.resolve("go"));
        Patience.await().until(() -> others.ended("runs") && others.lastInfo().free() == 1);
        putIntoItsQueue(job("later"));
        Patience.await().until(() -> givenBack().equals(List.of("waits", "late", "later")));
        assertThat(others.lastInfo().state()).isEqualTo(State.PAUSED);

        order(RESUME);

        awaitState(State.READY);
        others.publish(topology.jobs(), "d", WireFormat.encode(job("again")));
        Patience.await().until(() -> others.ended("again"));
        assertThat(givenBack()).hasSize(3);
    }

    /** What the queen sends to it comes back to her. */
    private void isNotSentTo() {
        try (var queen = new ConfirmedPublisher(address, topology, "queen")) {
            assertThatThrownBy(() -> queen.publish(topology.jobs(), "d", job("j")).get()).cause()
                    .isInstanceOf(NotAccepted.class);
        }
    }

    @Test
    void doesTheSameOnceHoweverOftenItIsTold() throws Exception {
        for (var time = 0; time < 3; time++) {
            order(PAUSE);
        }
        awaitState(State.PAUSED);
        for (var time = 0; time < 3; time++) {
            others.forget();
            order(RESUME);
            awaitState(State.READY);
        }
        Files.createFile(directory.resolve("go"));
        others.send(job("j"));
        Patience.await().until(() -> others.ended("j"));
    }

    @Test
    void isPausedWhenItStartsAgainUntilItIsToldToGoOn() throws Exception {
        order(PAUSE);
        awaitState(State.PAUSED);
        restart();
        awaitState(State.PAUSED);
        putIntoItsQueue(job("j"));
        Patience.await().until(() -> givenBack().equals(List.of("j")));
        order(RESUME);
        awaitState(State.READY);
        restart();
        awaitState(State.READY);
    }

    private void restart() {
        drone.close();
        Patience.await().until(() -> others.lastInfo().state() == State.GONE);
        others.forget();
        drone = start();
    }

    @Test
    void leavesWhenItsJobsHaveEndedHoweverLongTheyTake() throws Exception {
        others.send(job("runs"));
        others.send(job("waits"));
        Patience.await().until(() -> others.of(JobEvent.CommandStarted.class).count() == 1);
        order(PAUSE);

        order(DRAIN);

        awaitState(State.DRAINING);
        Patience.await().until(() -> givenBack().equals(List.of("waits")));
        order(RESUME);
        order(PAUSE);
        others.forget();
        awaitState(State.DRAINING);
        Patience.await().during(Duration.ofMillis(500)).until(() -> !drone.drained().isDone());
        Files.createFile(directory.resolve("go"));
        Patience.await().until(() -> drone.drained().isDone());
        Patience.await().until(() -> others.lastInfo().state() == State.GONE && others.ended("runs"));
        assertThatThrownBy(() -> others.messages(topology.drone("d"))).isInstanceOf(java.io.IOException.class);
    }

    @Test
    void endsItsJobsWhenItIsStoppedWhileItWaitsForThem() throws Exception {
        others.send(job("runs"));
        Patience.await().until(() -> others.of(JobEvent.CommandStarted.class).count() == 1);
        order(DRAIN);
        awaitState(State.DRAINING);

        drone.close();

        Patience.await().until(() -> others.of(JobNotice.Abandoned.class).count() == 1);
        assertThat(others.of(JobEvent.Done.class)).isEmpty();
    }

    private void order(DroneOrder order) throws Exception {
        others.publish(topology.control(), "d", WireFormat.encode(order));
    }

    private void putIntoItsQueue(JobRun run) throws Exception {
        others.publish("", topology.drone("d"), WireFormat.encode(run));
    }

    private void awaitState(State state) {
        Patience.await().until(() -> others.of(dev.skep.message.DroneInfo.class)
                .reduce((earlier, later) -> later).filter(info -> info.state() == state).isPresent());
    }

    private List<String> givenBack() {
        return others.of(QueueNew.class).map(message -> message.job().id()).toList();
    }

    private Drone start() {
        var settings = new DroneSettings("d", 1, 100, directory.resolve("home"), Map.of(), List.of(), Duration.ZERO,
                Duration.ofMinutes(1), Duration.ofSeconds(2), null, false, DataSize.ofMegabytes(256),
                List.of("process"));
        return Drone.start(settings, address, topology, Keyring.parse(""));
    }

    private JobRun job(String id) {
        var trigger = new Trigger(Trigger.MANUAL, null, null, Instant.EPOCH, null, new Trigger.Ui("p"));
        return Runs.of(JobData.plain(id, "p", JobType.TEST, Repo.open(origin.url(), Vcs.GIT), Ref.DEFAULT, trigger,
                null), topology.namespace() + id);
    }
}
