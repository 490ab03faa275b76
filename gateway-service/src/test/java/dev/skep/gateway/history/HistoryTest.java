package dev.skep.gateway.history;

import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;

import dev.skep.gateway.StoreForTests;
import dev.skep.gateway.history.History.Extent;
import dev.skep.message.JobEvent;
import dev.skep.message.Stamp;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class HistoryTest {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00.123Z");

    private StoreForTests store;
    private History history;

    @BeforeEach
    void openStore() throws Exception {
        store = new StoreForTests();
        history = new History(store.operations());
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    private static JobEvent event(int attempt, @Nullable String lease, long seq) {
        return new JobEvent.Started(new Stamp("j", attempt, lease, seq, NOW));
    }

    private void add(int attempt, @Nullable String lease, long from, long to) {
        history.add(LongStream.rangeClosed(from, to).mapToObj(seq -> event(attempt, lease, seq)).toList());
    }

    private static AttemptHistory running(int attempt, String lease) {
        return new AttemptHistory("j", attempt, lease, Long.MAX_VALUE, null);
    }

    private List<String> after(List<AttemptHistory> attempts, EventPosition place, int limit) {
        return history.after(attempts, place, limit).stream().map(entry -> entry.position().toString()).toList();
    }

    @Test
    void stopsAtTheFirstMissingEvent() {
        add(1, null, 0, 0);
        add(1, "a", 1, 3);
        add(1, "a", 5, 7);
        assertThat(after(List.of(running(1, "a")), EventPosition.START, 100)).containsExactly("1-0", "1-1", "1-2",
                "1-3");
        add(1, "a", 4, 4);
        assertThat(after(List.of(running(1, "a")), new EventPosition(1, 3), 100)).containsExactly("1-4", "1-5", "1-6",
                "1-7");
    }

    @Test
    void goesOnAtAnyPlaceAndStopsAtTheLimit() {
        add(1, null, 0, 0);
        add(1, "a", 1, 900);
        var attempts = List.of(running(1, "a"));
        assertThat(after(attempts, EventPosition.START, 500)).hasSize(500).endsWith("1-499");
        assertThat(after(attempts, new EventPosition(1, 499), 500)).hasSize(401).startsWith("1-500").endsWith("1-900");
        assertThat(history.firstMissing(running(1, "a"))).isEqualTo(901);
    }

    @Test
    void goesOnFromLostAttemptToTheNext() {
        add(1, null, 0, 0);
        add(1, "a", 1, 4);
        add(1, null, 5, 5);
        add(2, null, 0, 0);
        add(2, "b", 1, 2);
        var attempts = List.of(new AttemptHistory("j", 1, "a", 5, 5L), running(2, "b"));
        assertThat(after(attempts, new EventPosition(1, 3), 100)).containsExactly("1-4", "1-5", "2-0", "2-1", "2-2");
        assertThat(after(attempts, new EventPosition(1, 5), 100)).containsExactly("2-0", "2-1", "2-2");
    }

    @Test
    void goesOnFromAttemptThatItsDroneClosedOnceAllOfItIsThere() {
        add(1, null, 0, 0);
        add(1, "a", 1, 2);
        add(1, "a", 4, 4);
        add(2, null, 0, 0);
        add(2, "b", 1, 1);
        var attempts = List.of(new AttemptHistory("j", 1, "a", Long.MAX_VALUE, 4L), running(2, "b"));
        assertThat(after(attempts, EventPosition.START, 100)).containsExactly("1-0", "1-1", "1-2");
        assertThat(history.firstMissing(attempts.getFirst(), 2)).isEqualTo(3);
        add(1, "a", 3, 3);
        assertThat(after(attempts, new EventPosition(1, 2), 100)).containsExactly("1-3", "1-4", "2-0", "2-1");
        assertThat(history.firstMissing(attempts.getFirst(), 9)).isEqualTo(9);
    }

    @Test
    void doesNotShowEventsOfAnotherExecution() {
        add(1, null, 0, 0);
        add(1, "a", 1, 2);
        add(1, "b", 1, 9);
        assertThat(after(List.of(running(1, "a")), EventPosition.START, 100)).containsExactly("1-0", "1-1", "1-2");
    }

    @Test
    void storesTheSameEventOnce() {
        add(1, null, 0, 0);
        history.add(List.of(event(1, null, 0), event(1, "a", 1), event(1, "a", 1)));
        assertThat(after(List.of(running(1, "a")), EventPosition.START, 100)).containsExactly("1-0", "1-1");
    }

    @Test
    void namesTheHolesBelowTheLastThatIsStored() {
        add(1, null, 0, 0);
        add(1, "a", 1, 3);
        add(1, "a", 5, 600);
        add(1, "a", 603, 700);
        assertThat(history.extent(running(1, "a"), 1, 800)).isEqualTo(new Extent(701, List.of(4L, 601L, 602L)));
        assertThat(history.extent(running(1, "a"), 601, 700)).isEqualTo(new Extent(701, List.of(601L, 602L)));
        assertThat(history.extent(running(1, "a"), 603, 650)).isEqualTo(new Extent(651, List.of()));
        assertThat(history.extent(running(1, "a"), 701, 900)).isEqualTo(new Extent(701, List.of()));
        assertThat(history.extent(running(1, "b"), 1, 900)).isEqualTo(new Extent(1, List.of()));
    }

    @Test
    void namesTheFirstOfVeryManyHolesAndSaysHowFarItLooked() {
        add(1, "a", 1500, 1500);
        var extent = history.extent(running(1, "a"), 1, 2000);
        assertThat(extent.missing()).hasSize(1000).startsWith(1L).endsWith(1000L);
        assertThat(extent.before()).isEqualTo(1001);
    }

    @Test
    void countsWhatTheGatewayWroteInTheDronesStead() {
        add(1, null, 0, 0);
        add(1, "a", 1, 3);
        add(1, null, 4, 5);
        assertThat(history.extent(new AttemptHistory("j", 1, "a", 4, 5L), 1, 5))
                .isEqualTo(new Extent(6, List.of()));
    }
}
