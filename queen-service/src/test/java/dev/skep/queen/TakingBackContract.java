package dev.skep.queen;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.skep.broker.BrokerAddress;
import dev.skep.broker.Topology;
import dev.skep.testing.Patience;
import dev.skep.testing.TestBroker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static dev.skep.queen.TestDrone.drone;
import static dev.skep.queen.TestJobs.job;
import static org.assertj.core.api.Assertions.assertThat;

/** Jobs that wait for one drone go to another that has open capacity, on every broker alike. */
@SuppressWarnings("NullAway.Init")
abstract class TakingBackContract {

    private static final TestDrone A = drone("a");
    private static final TestDrone B = drone("b").speed(50);

    private final BrokerAddress address;
    private final Topology topology;
    private Others others;
    private TestQueen test;
    private Queen queen;
    private AutoCloseable deliveries;

    TakingBackContract(TestBroker broker) {
        address = new BrokerAddress(broker.uri());
        topology = new Topology(broker.namespace());
    }

    @BeforeEach
    void begin() throws Exception {
        others = new Others(address, topology);
        begin("queen");
    }

    private void begin(String id) throws IOException {
        test = TestQueen.start(id, address, topology, Ahead.UNBOUNDED);
        queen = test.queen();
        deliveries = others.deliverTo(queen);
    }

    @AfterEach
    void end() throws Exception {
        deliveries.close();
        test.close();
        others.close();
    }

    /** Drone a runs two of these, the others wait for it. */
    private void fill(Stream<String> ids) throws Exception {
        others.join(A, queen);
        for (var id : ids.toList()) {
            test.place(job(id));
        }
        others.begin("a", queen);
        others.begin("a", queen);
    }

    private static Stream<String> jobs(int first, int last) {
        return IntStream.rangeClosed(first, last).mapToObj(number -> "j" + number);
    }

    private void awaitMessagesAt(String drone, long count) {
        Patience.await().until(() -> {
            queen.look();
            return others.messagesAt(drone) == count;
        });
    }

    private void awaitJobsAt(String drone, String... ids) throws IOException {
        awaitMessagesAt(drone, ids.length);
        assertThat(others.jobsAt(drone)).containsExactly(ids);
    }

    @Test
    void givesDroneThatJoinsWhatWaitedElsewhere() throws Exception {
        fill(jobs(1, 8));
        others.join(B, queen);
        awaitJobsAt("b", "j3", "j4");
        awaitJobsAt("a", "j5", "j6", "j7", "j8");
    }

    @Test
    void deliversEachJobOnce() throws Exception {
        fill(jobs(1, 20));
        var moved = new ArrayList<String>();
        for (var joining : List.of("b", "c", "d")) {
            others.join(drone(joining).capacity(3), queen);
            awaitMessagesAt(joining, 3);
            for (var count = 0; count < 3; count++) {
                moved.add(others.begin(joining, queen).job().id());
            }
        }
        assertThat(moved).containsExactlyElementsOf(jobs(3, 11).toList());
        awaitJobsAt("a", jobs(12, 20).toArray(String[]::new));
        for (var drone : List.of("b", "c", "d")) {
            assertThat(others.jobsAt(drone)).isEmpty();
        }
    }

    @Test
    void keepsTheOrderOfWhatFitsNowhereElse() throws Exception {
        others.join(A.labels(Map.of("gpu", "yes")), queen);
        for (var id : List.of("r1", "r2", "g1", "plain", "g2")) {
            test.place(id.startsWith("g") ? job(id, TestNeeds.label("gpu", "yes")) : job(id));
        }
        others.begin("a", queen);
        others.begin("a", queen);
        others.join(B, queen);
        awaitJobsAt("b", "plain");
        awaitJobsAt("a", "g1", "g2");
    }

    @Test
    void givesDroneThatRunsDryWhatWaitsElsewhere() throws Exception {
        others.join(A.capacity(1), queen);
        others.join(B.capacity(1), queen);
        for (var id : List.of("a1", "b1", "a2", "b2", "a3")) {
            test.place(job(id));
        }
        others.begin("a", queen);
        others.begin("b", queen);
        others.end("b", queen);
        others.begin("b", queen);
        assertThat(others.jobsAt("a")).containsExactly("a2", "a3");
        others.end("b", queen);
        awaitJobsAt("b", "a2");
        awaitJobsAt("a", "a3");
    }

    @Test
    void findsWhatAnEarlierQueenPlaced() throws Exception {
        fill(jobs(1, 4));
        deliveries.close();
        test.close();
        begin("another");
        others.beatAll(queen);
        others.join(B, queen);
        test.place(job("new"));
        awaitJobsAt("b", "new", "j3");
        awaitJobsAt("a", "j4");
    }

    @Test
    void goesOnWhenQueueIsGone() throws Exception {
        others.join(A.capacity(1), queen);
        others.join(drone("c").capacity(1), queen);
        for (var id : List.of("a1", "c1", "a2", "c2")) {
            test.place(job(id));
        }
        others.begin("a", queen);
        others.begin("c", queen);
        others.deleteQueue("a");
        others.join(B, queen);
        awaitJobsAt("b", "c2");
    }

    @Test
    void leavesWhatItCannotReadToTheDrone() throws Exception {
        fill(jobs(1, 3));
        others.publish(topology.jobs(), "a", "{}".getBytes(StandardCharsets.UTF_8));
        Patience.await().until(() -> others.messagesAt("a") == 2);
        others.join(B, queen);
        awaitJobsAt("b", "j3");
        awaitMessagesAt("a", 1);
    }

    @Test
    void putsBackInOrderWhatCouldNotBeSentAnew() throws Exception {
        fill(jobs(1, 6));
        test.publisher().close();
        others.join(B, queen);
        Patience.await().until(() -> {
            queen.look();
            return others.jobsAt("a").size() < 4; // the queen has the first, or two, in her hands
        });
        test.takeBack().close();
        Patience.await().until(() -> others.jobsAt("a").equals(List.of("j3", "j4", "j5", "j6")));
    }
}
