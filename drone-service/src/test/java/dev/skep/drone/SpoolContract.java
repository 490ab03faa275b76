package dev.skep.drone;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import dev.skep.broker.BrokerAddress;
import dev.skep.broker.ConfirmedPublisher;
import dev.skep.broker.Topology;
import dev.skep.drone.checkout.git.Origin;
import dev.skep.message.DroneInfo;
import dev.skep.message.JobData;
import dev.skep.message.JobEvent;
import dev.skep.message.JobNotice;
import dev.skep.message.JobRun;
import dev.skep.message.JobType;
import dev.skep.message.Ref;
import dev.skep.message.Repo;
import dev.skep.message.Trigger;
import dev.skep.message.Vcs;
import dev.skep.seal.Keyring;
import dev.skep.testing.FlakyLine;
import dev.skep.testing.Patience;
import dev.skep.testing.TestBroker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.springframework.util.unit.DataSize;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

/** How what a job reports comes to the store, whatever is lost on its way, on every broker alike. */
@Timeout(120)
@Execution(ExecutionMode.CONCURRENT) // most of the time goes into waiting
abstract class SpoolContract {

    private static final String LEASE = "lease";

    private final BrokerAddress address;
    private final Topology topology;
    private final FlakyLine line;

    @TempDir
    private Path directory;
    private Origin origin;
    private Connection connection;
    private Channel channel;
    private ConfirmedPublisher queen;
    private Drone drone;

    @SuppressWarnings("NullAway.Init")
    SpoolContract(TestBroker broker) {
        address = new BrokerAddress(broker.uri());
        topology = new Topology(broker.namespace());
        line = FlakyLine.to(broker.uri());
    }

    @BeforeEach
    void startsADrone() throws Exception {
        origin = Origin.in(directory.resolve("origin"));
        connection = address.connectionFactory().newConnection();
        channel = connection.createChannel();
        topology.declareShared(channel);
        topology.declareQuestions(channel);
        queen = new ConfirmedPublisher(address, topology, "queen");
        drone = start(DataSize.ofMegabytes(256));
    }

    @AfterEach
    void stops() {
        drone.close();
        line.close();
        connection.abort();
        queen.close();
        origin.close();
    }

    private Drone start(DataSize limit) {
        var settings = new DroneSettings("d", 1, 100, directory.resolve("home"), Map.of(), List.of(),
                Duration.ofSeconds(10), Duration.ofMinutes(1), Duration.ofSeconds(2), null, false, limit,
                List.of("process"));
        return Drone.start(settings, new BrokerAddress(line.uri()), topology, Keyring.parse(""));
    }

    private JobRun job(String id) {
        var trigger = new Trigger(Trigger.MANUAL, null, null, Instant.EPOCH, null, new Trigger.Ui("p"));
        return Runs.of(JobData.plain(id, "p", JobType.TEST, Repo.open(origin.url(), Vcs.GIT), Ref.DEFAULT, trigger,
                null), LEASE);
    }

    /** As soon as the drone has a queue. */
    private void send(JobRun run) {
        Patience.await().ignoreExceptions().until(() -> {
            queen.publish(topology.jobs(), "d", run).join();
            return true;
        });
    }

    private StoreForTests store() throws Exception {
        return store(Set.of());
    }

    /** Loses these the first time. */
    private StoreForTests store(Set<Long> lost) throws Exception {
        Set<Long> toLose = Collections.newSetFromMap(new ConcurrentHashMap<>());
        toLose.addAll(lost);
        return new StoreForTests(address, topology, event -> toLose.remove(event.stamp().seq()));
    }

    private boolean keepsNothing() throws IOException {
        try (var kept = Files.list(directory.resolve("home/spool/d"))) {
            return kept.findAny().isEmpty();
        }
    }

    private long waiting(String queue) throws IOException {
        return channel.messageCount(queue);
    }

    private void awaitOver() {
        var over = directory.resolve("over");
        Patience.await().until(() -> Files.exists(over));
    }

    private String over() {
        return "; touch " + directory.resolve("over");
    }

    @Test
    void keepsNothingOfWhatIsStored() throws Exception {
        origin.commit("skep.yml", "test: echo hello");
        try (var store = store()) {
            tellOf(job("j"));
            send(job("j"));
            Patience.await().until(() -> store.isComplete("j", LEASE));
            Patience.await().until(this::keepsNothing);
            assertThat(store.came("j")).doesNotHaveDuplicates();
        }
    }

    /** As the queen does before she sends the job. */
    private void tellOf(JobRun run) {
        queen.publish(topology.events(), Topology.eventKey("queen", run.assigned()), run.assigned()).join();
    }

    @Test
    void sendsAgainWhatTheBrokerForgot() throws Exception {
        origin.commit("skep.yml", "test: i=0; while [ $i -lt 400 ]; do i=$((i+1)); echo $i; echo $i >&2; done\n");
        send(job("j"));
        Patience.await().until(() -> waiting(topology.eventsStatus()) == 7 && waiting(topology.questions()) > 0);
        channel.queuePurge(topology.eventsStatus());
        channel.queuePurge(topology.eventsLog());
        try (var store = store()) {
            Patience.await().until(() -> store.isComplete("j", LEASE));
            var log = new String(store.log("j", LEASE), StandardCharsets.UTF_8);
            assertThat(log.lines()).hasSize(800).endsWith("400");
            Patience.await().until(this::keepsNothing);
        }
    }

    @Test
    void fillsHolesAndSendsNothingElseTwice() throws Exception {
        origin.commit("skep.yml", "test: [echo one, echo two, echo three]\n");
        try (var store = store(Set.of(2L, 6L, 7L))) { // and nobody has told of the assignment, number 1
            send(job("j"));
            Patience.await().until(() -> store.isComplete("j", LEASE));
            Patience.await().until(this::keepsNothing);
            var numbers = store.came("j").stream().map(event -> event.stamp().seq()).toList();
            assertThat(numbers).hasSize(store.history("j", LEASE).size() + 3);
            assertThat(store.history("j", LEASE)).startsWith(job("j").assigned());
            assertThat(new String(store.log("j", LEASE), StandardCharsets.UTF_8)).isEqualTo("one\ntwo\nthree\n");
        }
    }

    @Test
    void sendsNothingTwiceWhileTheStoreIsAway() throws Exception {
        origin.commit("skep.yml", "test: [echo one, sleep 6, echo two]\n");
        tellOf(job("j"));
        send(job("j"));
        Patience.await().until(() -> waiting(topology.questions()) > 2);
        try (var store = store()) {
            Patience.await().until(() -> store.isComplete("j", LEASE));
            assertThat(store.came("j")).doesNotHaveDuplicates();
        }
    }

    @Test
    void saysOfWhatItDeliversAndDeliversWhatAnEarlierStartLeft() throws Exception {
        origin.commit("skep.yml", "test: echo hello");
        var run = job("j");
        try (var others = new Others(address, topology)) {
            send(run);
            Patience.await().until(() -> others.of(DroneInfo.class)
                    .anyMatch(info -> info.delivering().equals(List.of(run.execution()))));
            drone.close();
            others.forget();
            channel.queuePurge(topology.eventsStatus());
            channel.queuePurge(topology.eventsLog());

            drone = start(DataSize.ofMegabytes(256));

            others.awaitReady();
            assertThat(others.of(DroneInfo.class).toList().getFirst().delivering())
                    .containsExactly(run.execution());
            try (var store = store()) {
                Patience.await().until(() -> store.isComplete("j", LEASE));
                Patience.await().until(() -> others.lastInfo().delivering().isEmpty());
                assertThat(keepsNothing()).isTrue();
                assertThat(store.notices()).isEmpty();
            }
        }
    }

    @Test
    void deliversWhatAKilledDroneHadToSayAndThatItWillNotGoOn() throws Exception {
        origin.commit("skep.yml", "test: echo begun; sleep 600");
        drone.close();
        var killed = RunDrone.fork(line.uri(), topology.namespace(), directory.resolve("home"));
        send(job("j"));
        Patience.await().until(() -> waiting(topology.eventsLog()) > 0);
        channel.queuePurge(topology.eventsStatus());
        channel.queuePurge(topology.eventsLog());
        killed.destroyForcibly().waitFor();
        drone = start(DataSize.ofMegabytes(256));
        try (var store = store()) {
            Patience.await().until(() -> !store.notices().isEmpty());
            assertThat(store.notices()).first().isInstanceOfSatisfying(JobNotice.Abandoned.class,
                    notice -> assertThat(notice).extracting(JobNotice.Abandoned::job, JobNotice.Abandoned::attempt,
                            JobNotice.Abandoned::lease).containsExactly("j", 1, LEASE));
            assertThat(new String(store.log("j", LEASE), StandardCharsets.UTF_8)).isEqualTo("begun\n");
            assertThat(store.history("j", LEASE)).extracting(event -> event.stamp().seq()).containsExactly(1L, 2L, 3L,
                    4L, 5L, 6L);
            send(job("j"));
            Patience.await().until(() -> waiting(topology.drone("d")) == 0);
            Patience.await().until(this::keepsNothing);
        }
    }

    @Test
    void cutsTheLogAndNothingElseWhenThereIsNoRoom() throws Exception {
        drone.close();
        drone = start(DataSize.ofMegabytes(1));
        origin.commit("skep.yml", "test: [echo begun, \"yes | head -c 3000000" + over() + "\", echo ended]\n");
        tellOf(job("j"));
        send(job("j"));
        Patience.await().until(() -> waiting(topology.eventsLog()) > 0);
        line.cut();
        awaitOver();
        line.mend();
        try (var store = store()) {
            Patience.await().until(() -> store.isComplete("j", LEASE));
            var events = List.copyOf(store.history("j", LEASE));
            var done = (JobEvent.Done) events.getLast();
            var log = store.log("j", LEASE);
            var summary = requireNonNull(done.log());
            assertThat(summary.bytes()).isEqualTo(log.length).isBetween(100_000L, 1_048_576L);
            assertThat(summary.dropped()).isEqualTo(3_000_000 + "begun\nended\n".length() - log.length);
            assertThat(summary.sha256())
                    .isEqualTo(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(log)));
            assertThat(events.stream().filter(JobEvent.Truncated.class::isInstance)).hasSize(1);
            var cut = events.stream().dropWhile(event -> !(event instanceof JobEvent.Truncated)).toList();
            assertThat(cut).noneMatch(JobEvent.Log.class::isInstance);
            assertThat(cut).filteredOn(JobEvent.CommandDone.class::isInstance).hasSize(2);
            assertThat(cut.getFirst()).isInstanceOfSatisfying(JobEvent.Truncated.class,
                    truncated -> assertThat(truncated.limit()).isEqualTo(1_048_576));
        }
    }

    @Test
    void goesOnWhileItsOutputIsRefused() throws Exception {
        origin.commit("skep.yml", "test: echo hello");
        send(job("first"));
        Patience.await().until(() -> waiting(topology.eventsLog()) > 0 && waiting(topology.eventsStatus()) == 7);
        channel.queueUnbind(topology.eventsLog(), topology.events(), "job.*.*.log");
        origin.commit("skep.yml", "test: yes | head -c 20000000" + over());

        tellOf(job("j"));
        send(job("j"));

        awaitOver();
        Patience.await().until(() -> waiting(topology.eventsStatus()) == 15);
        assertThat(waiting(topology.eventsLog())).isOne();

        channel.queueBind(topology.eventsLog(), topology.events(), "job.*.*.log");

        try (var store = store()) {
            Patience.await().until(() -> store.isComplete("j", LEASE));
            assertThat(store.log("j", LEASE)).hasSize(20_000_000);
        }
    }
}
