package dev.skep.drone.spool;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import dev.skep.drone.Runs;
import dev.skep.message.Conclusion;
import dev.skep.message.JobEvent;
import dev.skep.message.JobInfo;
import dev.skep.message.JobStored;
import dev.skep.message.Output;
import dev.skep.message.Stamp;
import dev.skep.testing.Patience;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** When a drone asks what is stored, and what it does then. The time is the test's. */
class HandoverTest {

    private static final Instant BEGIN = Instant.parse("2026-11-23T10:00:00Z");
    private static final int LIMIT = 1024 * 1024;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;
    private final FakeBroker status = new FakeBroker();
    private final FakeBroker output = new FakeBroker();
    private Spools spools;
    private Spool spool;
    private Handover handover;
    private Instant now = BEGIN;
    private long seq = Stamp.FIRST_OF_DRONE;

    @SuppressWarnings("NullAway.Init")
    HandoverTest() {}

    @BeforeEach
    void beginsAJob() {
        spools = new Spools(directory.resolve("spool"), "d", LIMIT, status, output);
        spool = (Spool) spools.open(Runs.ofJob("j", "l"));
        handover = new Handover(spool, now);
        spool.send(new JobEvent.Started(stamp()));
    }

    @AfterEach
    void close() {
        spools.close();
    }

    private Stamp stamp() {
        return new Stamp("j", 1, "l", seq++, BEGIN);
    }

    private void write(int bytes) {
        spool.send(new JobEvent.Stdout(stamp(), new Output("x".repeat(bytes), null, 0)));
    }

    private void end() {
        spool.send(new JobEvent.Done(stamp(), Conclusion.SUCCESS, null, null));
        spool.close(new JobInfo("j", 1, "l", "d", BEGIN, seq - 1, 1, 0, null));
        awaitConfirmed();
    }

    private void awaitConfirmed() {
        Patience.await().until(() -> spool.confirmed().both() == Long.MAX_VALUE);
    }

    private interface Gateway {
        /** What is not stored; null for no answer. */
        @Nullable
        JobStored answer();
    }

    private static JobStored stored(long before, Long... missing) {
        return new JobStored("j", 1, "l", before, List.of(missing));
    }

    /** Lets time pass; gives the seconds, counted from the beginning, at which the drone asks. */
    private List<Double> questions(Duration time, Gateway gateway) {
        var asked = new ArrayList<Double>();
        for (var end = now.plus(time); now.isBefore(end) && !(spool.isOver() && spool.isStored()); now = now
                .plusMillis(250)) {
            if (handover.isDue(now)) {
                handover.asked(now);
                asked.add(Duration.between(BEGIN, now).toMillis() / 1000.0);
                var answer = gateway.answer();
                if (answer != null) {
                    handover.on(answer, now);
                }
            }
        }
        return asked;
    }

    @Test
    void asksSoonAfterTheEndAndThenLessAndLess() {
        end();
        assertThat(questions(Duration.ofMinutes(2), () -> null)).containsExactly(0.5, 1.5, 3.5, 7.5, 15.5, 31.5, 61.5,
                91.5);
    }

    @Test
    void asksSoonAfterTheEndAlsoWhenNobodyAnsweredBefore() {
        questions(Duration.ofMinutes(5), () -> null);
        end();
        assertThat(questions(Duration.ofSeconds(10), () -> null)).containsExactly(300.5, 301.5, 303.5, 307.5);
    }

    @Test
    void asksOnceWhenAllIsStored() {
        end();
        assertThat(questions(Duration.ofMinutes(2), () -> stored(seq))).containsExactly(0.5);
        assertThat(spool.isStored()).isTrue();
        assertThat(status.taken()).hasSize(2);
    }

    @Test
    void asksNowAndThenWhileItRunsAndHasSomethingNew() {
        assertThat(questions(Duration.ofSeconds(35), () -> stored(seq))).containsExactly(10.0);
        write(10);
        assertThat(questions(Duration.ofSeconds(35), () -> stored(seq))).containsExactly(44.75);
    }

    @Test
    void asksAtOnceWhenMuchIsWritten() {
        write(LIMIT / 4);
        assertThat(questions(Duration.ofSeconds(3), () -> null)).containsExactly(0.0);
        write(LIMIT / 4);
        assertThat(questions(Duration.ofSeconds(3), () -> null)).containsExactly(3.0);
    }

    @Test
    void sendsAgainWhatLacksForAWhile() {
        write(10);
        write(10);
        end();
        var sent = output.taken().size();

        questions(Duration.ofSeconds(60), () -> {
            awaitConfirmed();
            return output.taken().size() == sent ? stored(seq, 3L) : stored(seq);
        });

        assertThat(output.taken()).hasSize(sent + 1);
        assertThat(status.taken()).hasSize(2);
        assertThat(Duration.between(BEGIN, now)).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(12));
    }

    @Test
    void sendsAgainWhatTheQueenSaidWhenThatIsLost() {
        end();
        questions(Duration.ofSeconds(10), () -> stored(seq, Stamp.ASSIGNED));
        Patience.await().until(() -> status.taken().contains("job.d.j.status job:assigned"));
    }

    @Test
    void repairsWhileItRuns() {
        write(10);
        awaitConfirmed();
        questions(Duration.ofSeconds(25), () -> {
            var answer = stored(seq, 3L);
            spool.send(new JobEvent.Tested(stamp(), 0));
            return answer;
        });
        Patience.await().until(() -> output.taken().size() == 2);
    }

    @Test
    void doesNotSendAgainWhatIsNotConfirmed() {
        output.hold();
        write(10);
        spool.send(new JobEvent.Done(stamp(), Conclusion.SUCCESS, null, null));
        spool.close(new JobInfo("j", 1, "l", "d", BEGIN, seq - 1, 1, 0, null));
        Patience.await().until(() -> status.taken().size() == 2 && output.tries() == 1);
        questions(Duration.ofMinutes(10), () -> stored(seq, 3L));
        output.confirm();
        awaitConfirmed();
        assertThat(output.taken()).hasSize(1);
    }

    @Test
    void countsNothingAsStoredThatIsWrittenWhileAnAnswerComes() {
        var writing = CompletableFuture.runAsync(() -> {
            for (var count = 0; count < 20_000; count++) {
                write(1);
            }
        });
        while (!writing.isDone()) {
            var before = spool.lastSeq() + 1;
            handover.on(stored(before), now);
            assertThat(spool.stored()).isLessThanOrEqualTo(before);
        }
        writing.join();
    }

    @Test
    void forgetsWhatNobodyHasAnyMore() throws Exception {
        write(10);
        end();
        Files.delete(directory.resolve("spool/j-1-l/output-000000000003"));

        questions(Duration.ofMinutes(2), () -> stored(seq, 3L));
        assertThat(spool.isStored()).isTrue();
    }
}
