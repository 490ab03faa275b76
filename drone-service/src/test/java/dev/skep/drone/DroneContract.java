package dev.skep.drone;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import dev.skep.broker.BrokerAddress;
import dev.skep.broker.DeadMessage;
import dev.skep.broker.Topology;
import dev.skep.drone.checkout.git.Origin;
import dev.skep.drone.process.Pids;
import dev.skep.message.Conclusion;
import dev.skep.message.DroneInfo;
import dev.skep.message.DroneQueryInfo;
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

/** How a drone behaves towards the others, on every broker alike. */
@Timeout(60)
abstract class DroneContract {

    private static final Duration LONG = Duration.ofSeconds(20);

    private final BrokerAddress address;
    private final Topology topology;

    @TempDir
    private Path directory;
    private Origin origin;
    private Others others;
    private Drone drone;

    DroneContract(TestBroker broker) {
        address = new BrokerAddress(broker.uri());
        topology = new Topology(broker.namespace());
    }

    @BeforeEach
    void startsADroneThatOthersHear() throws Exception {
        origin = Origin.in(directory.resolve("origin"));
        others = new Others(address, topology);
        drone = start(LONG);
    }

    @AfterEach
    void stopsTheDrone() throws Exception {
        drone.close();
        others.close();
        origin.close();
    }

    @Test
    void runsAJobAndTellsOfIt() throws Exception {
        origin.commit("skep.yml", "test: echo hello");

        others.send(job("j1"));

        Patience.await().until(() -> others.ended("j1"));
        assertThat(others.events("j1")).extracting(event -> event.stamp().seq()).containsExactlyInAnyOrder(2L, 3L, 4L,
                5L, 6L,
                7L,
                8L, 9L);
        assertThat(others.of(JobEvent.CommandStdout.class)).extracting(event -> event.output().text())
                .containsExactly("hello\n");
        assertThat(others.of(JobEvent.Done.class)).extracting(JobEvent.Done::conclusion)
                .containsExactly(Conclusion.SUCCESS);
        Patience.await().until(
                () -> others.of(DroneInfo.class).anyMatch(info -> info.running().size() == 1 && info.free() == 0));
        Patience.await().until(() -> others.lastInfo().free() == 1);
    }

    @Test
    void takesNoMoreThanItHasSlotsFor() throws Exception {
        origin.commit("skep.yml", "test: while [ ! -e " + directory.resolve("go") + " ]; do sleep 0.02; done");

        for (var id : List.of("j1", "j2", "j3")) {
            others.send(job(id));
        }
        Patience.await().until(() -> others.of(JobEvent.CheckedOut.class).count() == 1);
        others.send(job("j1"));
        Patience.await().until(() -> others.messages(topology.drone("d")) == 3);

        Files.createFile(directory.resolve("go"));
        Patience.await().until(() -> others.ended("j1") && others.ended("j2") && others.ended("j3"));
        assertThat(others.of(JobEvent.Accepted.class)).extracting(event -> event.stamp().job()).containsExactly("j1",
                "j2",
                "j3");
    }

    @Test
    void buriesWhatItCannotUse() throws Exception {
        origin.commit("skep.yml", "test: 'true'");

        others.awaitReady();
        others.publish(topology.jobs(), "d", "no json".getBytes(StandardCharsets.UTF_8));
        others.publish(topology.jobs(), "d", WireFormat.encode(new DroneQueryInfo()));
        others.publish(topology.control(), "d", "no json".getBytes(StandardCharsets.UTF_8));
        others.send(job("j1"));

        Patience.await().until(() -> others.ended("j1"));
        Patience.await().until(() -> others.messages(topology.dead()) == 3);
        assertThat(others.messages(topology.drone("d"))).isZero();
        var dead = others.dead();
        assertThat(dead).extracting(DeadMessage::reason).doesNotContain("")
                .anyMatch(reason -> reason.contains("only job:run belongs into a drone's queue"));
        assertThat(dead).extracting(message -> message.message().queue()).containsExactlyInAnyOrder(
                topology.drone("d"), topology.drone("d"), topology.namespace() + ".control.d");
        assertThat(dead).extracting(message -> message.message().key()).containsOnly("d");
    }

    @Test
    void answersTheQuestionHowItIs() throws Exception {
        others.awaitReady();
        for (var time = 0; time < 5; time++) { // once, it may be the heartbeat
            others.forget();
            others.publish(topology.control(), Topology.ALL_DRONES, WireFormat.encode(new DroneQueryInfo()));
            Patience.await().atMost(Duration.ofSeconds(1))
                    .until(() -> others.of(DroneInfo.class).findAny().isPresent());
        }
        assertThat(others.lastInfo())
                .extracting(DroneInfo::drone, DroneInfo::state, DroneInfo::speed, DroneInfo::capacity,
                        DroneInfo::labels, DroneInfo::vcs)
                .containsExactly("d", DroneInfo.State.READY, 100, 1, Map.of("os", "linux"),
                        List.of(Vcs.GIT, Vcs.HG));
    }

    @Test
    void givesBackWhatHasNotBegunAndFinishesWhatHas() throws Exception {
        origin.commit("skep.yml", "test: sleep 0.5");
        others.send(job("j1"));
        Patience.await().until(() -> others.of(JobEvent.CommandStarted.class).count() == 1);
        others.send(job("j2"));

        drone.close();

        assertThat(others.of(JobEvent.Done.class)).extracting(JobEvent.Done::conclusion)
                .containsExactly(Conclusion.SUCCESS);
        Patience.await().until(() -> others.of(QueueNew.class).findAny().isPresent());
        assertThat(others.of(QueueNew.class)).containsExactly(QueueNew.back(job("j2")));
        Patience.await().until(() -> others.lastInfo().state() == DroneInfo.State.GONE);
        assertThat(others.of(DroneInfo.class)).extracting(DroneInfo::state).contains(DroneInfo.State.DRAINING);
        assertThat(others.of(JobEvent.Accepted.class)).hasSize(1);
    }

    @Test
    void abandonsWhatDoesNotEndInTime() throws Exception {
        others.awaitReady();
        drone.close();
        Patience.await().until(() -> others.lastInfo().state() == DroneInfo.State.GONE);
        others.forget();
        drone = start(Duration.ZERO);
        var pids = new Pids(directory.resolve("pids"));
        origin.commit("run.sh", "(setsid " + pids.stubborn() + " &)\n" + pids.stubborn());
        origin.commit("skep.yml", "test: sh run.sh");
        var run = job("j1");
        others.send(run);
        Patience.await().until(() -> pids.count() == 2);

        drone.close();

        assertThat(pids.alive()).isZero();

        Patience.await().until(() -> others.of(JobNotice.Abandoned.class).count() == 1);
        assertThat(others.of(JobNotice.Abandoned.class)).extracting(JobNotice.Abandoned::lease)
                .containsExactly(run.lease());
        assertThat(others.of(JobEvent.Done.class)).isEmpty();
    }

    private Drone start(Duration drainLimit) {
        var settings = new DroneSettings("d", 1, 100, directory.resolve("home"), Map.of("os", "linux"), List.of(),
                drainLimit,
                Duration.ofMinutes(1), Duration.ofSeconds(2), null, false, DataSize.ofMegabytes(256),
                List.of("process"));
        return Drone.start(settings, address, topology, Keyring.parse(""));
    }

    private JobRun job(String id) {
        var trigger = new Trigger(Trigger.MANUAL, null, null, Instant.EPOCH, null, new Trigger.Ui("p"));
        return Runs.of(JobData.plain(id, "p", JobType.TEST, Repo.open(origin.url(), Vcs.GIT), Ref.DEFAULT,
                trigger, null), topology.namespace() + id);
    }
}
