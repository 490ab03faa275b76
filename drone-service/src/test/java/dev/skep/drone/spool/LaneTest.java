package dev.skep.drone.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import dev.skep.testing.Patience;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class LaneTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;
    private final FakeBroker broker = new FakeBroker();
    private final Lane lane = new Lane("lane", broker);

    @AfterEach
    void close() {
        lane.close();
    }

    private Way way(String name) throws IOException {
        return new Way(lane, new Track(new TrackFiles(Files.createDirectory(directory.resolve(name)), "t"), 10_000),
                () -> {});
    }

    private static void send(Way way, String key, int from, int to, int size) throws IOException {
        for (var seq = from; seq <= to; seq++) {
            way.send(new Entry(seq, Integer.toString(seq), key, new byte[size]));
        }
    }

    private List<String> taken(String key) {
        return broker.taken().stream().filter(message -> message.startsWith(key + " ")).toList();
    }

    private static List<String> messages(String key, int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(seq -> key + " " + seq).toList();
    }

    @Test
    void sendsAllInOrder() throws Exception {
        var way = way("a");

        send(way, "a", 2, 1000, 100);

        Patience.await().until(() -> way.confirmedBelow() == Long.MAX_VALUE);
        assertThat(broker.taken()).isEqualTo(messages("a", 2, 1000));
    }

    @Test
    void holdsFewInMemoryHoweverManyThereAre() throws Exception {
        broker.hold();
        var way = way("a");

        send(way, "a", 1, 5000, 10);

        Patience.await().until(() -> broker.tries() == Lane.MOST_OPEN);
        assertThat(way.confirmedBelow()).isEqualTo(1);
        broker.confirm();
        Patience.await().until(() -> way.confirmedBelow() == Long.MAX_VALUE);
        assertThat(broker.taken()).isEqualTo(messages("a", 1, 5000));
        assertThat(broker.mostHeld()).isEqualTo(Lane.MOST_OPEN);
    }

    @Test
    void holdsFewerWhenTheyAreLarge() throws Exception {
        broker.hold();
        var way = way("a");

        send(way, "a", 1, 20, 1024 * 1024);

        Patience.await().until(() -> broker.tries() == 4);
        broker.confirm();
        Patience.await().until(() -> way.confirmedBelow() == Long.MAX_VALUE);
        assertThat(broker.mostHeld()).isEqualTo(4);
    }

    @Test
    void takesTurns() throws Exception {
        broker.hold();
        var flood = way("flood");
        var other = way("other");
        send(flood, "flood", 1, 5000, 10);
        send(other, "other", 1, 3, 10);
        Patience.await().until(() -> broker.tries() == Lane.MOST_OPEN);

        broker.confirm();

        Patience.await().until(() -> flood.confirmedBelow() == Long.MAX_VALUE);
        assertThat(broker.taken().indexOf("other 3")).isLessThan(Lane.MOST_OPEN + 10);
    }

    @Test
    void triesAgainWhatIsRefusedAndGoesOnWithTheOthers() throws Exception {
        broker.refuse("a"::equals);
        var refused = way("a");
        var other = way("b");
        send(refused, "a", 1, 300, 10);
        Patience.await().until(() -> broker.tries() > 0);
        send(other, "b", 1, 300, 10);

        Patience.await().until(() -> other.confirmedBelow() == Long.MAX_VALUE);
        assertThat(taken("b")).isEqualTo(messages("b", 1, 300));
        assertThat(refused.confirmedBelow()).isEqualTo(1);
        var tries = broker.tries();
        Patience.await().until(() -> broker.tries() >= tries + 2); // one at a time by now
        assertThat(taken("a")).isEmpty();

        broker.refuse(key -> false);
        Patience.await().until(() -> refused.confirmedBelow() == Long.MAX_VALUE);
        assertThat(taken("a")).containsExactlyInAnyOrderElementsOf(messages("a", 1, 300));
    }

    @Test
    void sendsOnceMoreWhatIsLost() throws Exception {
        var way = way("a");
        send(way, "a", 1, 500, 100);
        Patience.await().until(() -> way.confirmedBelow() == Long.MAX_VALUE);
        var missing = new Missing(List.of(3L, 7L), 499, 500);

        way.repeat(way.lost(missing, Long.MAX_VALUE, 100));

        Patience.await().until(() -> broker.taken().size() == 504);
        assertThat(broker.taken().subList(500, 504)).containsExactly("a 3", "a 7", "a 499", "a 500");
        assertThat(way.lost(missing, 8, 1).keySet()).containsExactly(3L);
        assertThat(way.lost(missing, 8, 100).keySet()).containsExactly(3L, 7L);
    }

    @Test
    void waitsUntilAllIsConfirmedButNotForEver() throws Exception {
        broker.hold();
        var way = way("a");
        send(way, "a", 1, 2, 10);

        assertThat(lane.await(() -> way.confirmedBelow() > 2, Duration.ofMillis(50))).isFalse();
        Patience.await().until(() -> broker.tries() == 2);
        broker.confirm();
        assertThat(lane.await(() -> way.confirmedBelow() > 2, Duration.ofSeconds(10))).isTrue();
    }
}
