package dev.skep.drone.spool;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import dev.skep.drone.Runs;
import dev.skep.drone.job.EventSink;
import dev.skep.message.Conclusion;
import dev.skep.message.Execution;
import dev.skep.message.JobEvent;
import dev.skep.message.JobInfo;
import dev.skep.message.JobRun;
import dev.skep.message.LogSummary;
import dev.skep.message.Output;
import dev.skep.message.Stamp;
import dev.skep.testing.Patience;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

class SpoolsTest {

    private static final int LIMIT = 1024 * 1024;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path home;
    private final FakeBroker status = new FakeBroker();
    private final FakeBroker output = new FakeBroker();
    private @Nullable Spools spools;

    @AfterEach
    void close() {
        if (spools != null) {
            spools.close();
        }
    }

    private Path directory() {
        return home.resolve("spool").resolve("d");
    }

    /** As when the drone starts, perhaps once more after it was killed. */
    private Spools start() {
        close();
        spools = new Spools(directory(), "d", LIMIT, status, output);
        return spools;
    }

    private static JobRun run(String job) {
        return Runs.ofJob(job, "lease of " + job);
    }

    private static Stamp stamp(String job, long seq) {
        return new Stamp(job, 1, "lease of " + job, seq, Instant.EPOCH);
    }

    private static JobEvent.Status started(String job, long seq) {
        return new JobEvent.Started(stamp(job, seq));
    }

    private static JobEvent.Log log(String job, long seq, int bytes) {
        return new JobEvent.Stdout(stamp(job, seq), new Output("x".repeat(bytes), null, 100));
    }

    private static JobEvent.Status done(String job, long seq) {
        return new JobEvent.Done(stamp(job, seq), Conclusion.SUCCESS, null, new LogSummary(7, 1, "", null));
    }

    private static void close(EventSink sink, long lastSeq) {
        sink.close(new JobInfo("j", 1, "l", "d", Instant.EPOCH, lastSeq, 1, 100, null));
    }

    private Spool spool(String job) {
        return requireNonNull(requireNonNull(spools).of(new Execution(job, 1, "lease of " + job)));
    }

    private static List<Path> files(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    @Test
    void sendsStatusAndOutputTheirOwnWaysButNotWhatTheQueenSaid() {
        var sink = start().open(run("j"));

        assertThat(sink.send(started("j", 2))).isTrue();
        assertThat(sink.send(log("j", 3, 10))).isTrue();
        assertThat(sink.send(new JobEvent.PluginData(stamp("j", 4), "p", Map.of()))).isTrue();
        assertThat(sink.send(done("j", 5))).isTrue();

        Patience.await().until(() -> sink.delivered().isDone());
        assertThat(status.taken()).containsExactly("job.d.j.status job:started", "job.d.j.status job:done");
        assertThat(output.taken()).containsExactly("job.d.j.log job:stdout", "job.d.j.plugin job:plugin");
        spool("j").repeat(new Missing(List.of(1L), 6, 5), new Repair.Order(new Confirmed(9, 9), 9));
        Patience.await().until(() -> status.taken().contains("job.d.j.status job:assigned"));
    }

    @Test
    void tellsWhenTheBrokerHasAll() {
        status.hold();
        var sink = start().open(run("j"));
        assertThat(sink.delivered()).isDone();
        sink.send(started("j", 2));
        var delivered = sink.delivered();
        Patience.await().until(() -> status.tries() == 1);

        assertThat(delivered).isNotDone();
        assertThat(requireNonNull(spools).awaitConfirmed(Duration.ofMillis(20))).isFalse();
        status.confirm();

        Patience.await().until(delivered::isDone);
        assertThat(requireNonNull(spools).awaitConfirmed(Duration.ofSeconds(10))).isTrue();
    }

    @Test
    void dropsOutputBeyondTheLimitForGoodAndKeepsAllElse() throws Exception {
        output.hold();
        var sink = start().open(run("j"));
        var seq = 2;
        while (sink.send(log("j", seq, 10_000))) {
            seq++;
        }

        assertThat(seq).isBetween(LIMIT / 10_500, LIMIT / 10_000 + 2);
        assertThat(files(directory()).stream().mapToLong(file -> file.toFile().length()).sum()).isLessThan(LIMIT);
        assertThat(sink.send(log("j", seq, 1))).isFalse();
        assertThat(sink.send(started("j", seq))).isTrue();
        spool("j").noteStored(seq);
        assertThat(sink.send(log("j", seq + 1, 1))).isFalse();
        assertThat(sink.send(done("j", seq + 1))).isTrue();
        Patience.await().until(() -> status.taken().size() == 2);
    }

    @Test
    void limitsOnlyWhatIsNotKnownToBeStored() {
        var sink = start().open(run("j"));
        for (var seq = 2; seq < 1000; seq++) {
            assertThat(sink.send(log("j", seq, 10_000))).isTrue();
            spool("j").noteStored(seq);
        }
        assertThat(sink.stored()).isEqualTo(999);
    }

    @Test
    void treatsAFullDiskLikeTheLimit() throws Exception {
        var sink = start().open(run("j"));
        Files.createSymbolicLink(place("j").resolve("output-000000000003"), Path.of("/dev/full"));
        sink.send(started("j", 2));

        assertThat(sink.send(log("j", 3, 10))).isFalse();
        assertThat(sink.send(log("j", 3, 10))).isFalse();
        for (var seq = 3; seq < 1000; seq++) {
            assertThat(sink.send(started("j", seq))).isTrue();
        }
        Patience.await().until(() -> status.taken().size() == 998);
    }

    @Test
    void goesOnWithoutADisk() throws Exception {
        Files.createFile(home.resolve("spool")); // so that no directory can be made
        var sink = start().open(run("j"));

        assertThat(sink.send(started("j", 2))).isTrue();
        assertThat(sink.send(log("j", 3, 10))).isFalse();
        assertThat(sink.send(done("j", 3))).isTrue();

        Patience.await().until(() -> status.taken().size() == 2);
        assertThat(requireNonNull(spools).delivering()).hasSize(1);
        spool("j").noteStored(4);
        requireNonNull(spools).forget(spool("j"));
        assertThat(requireNonNull(spools).delivering()).isEmpty();
    }

    private Path place(String job) throws IOException {
        try (var all = Files.list(directory())) {
            return all.filter(place -> place.getFileName().toString().startsWith(job + "-")).findFirst().orElseThrow();
        }
    }

    @Test
    void deliversWhatHasItsLastEvent() {
        start();
        var over = requireNonNull(spools).open(run("over"));
        over.send(started("over", 2));
        requireNonNull(spools).open(run("running")).send(started("running", 2));
        var requeued = requireNonNull(spools).open(run("requeued"));
        assertThat(requireNonNull(spools).delivering()).isEmpty();

        over.send(done("over", 3));
        requeued.send(new JobEvent.Requeued(stamp("requeued", 2), "no gpu", run("j").job().needs()));

        assertThat(requireNonNull(spools).delivering()).extracting(Execution::job).containsExactlyInAnyOrder("over",
                "requeued");
    }

    @Test
    void takesUpWhatAnEarlierStartLeft() {
        status.hold();
        output.hold();
        var first = start();
        var over = first.open(run("over"));
        over.send(log("over", 2, 10));
        over.send(done("over", 3));
        close(over, 3);
        var killed = first.open(run("killed"));
        IntStream.range(2, 100).forEach(seq -> killed.send(log("killed", seq, 50_000 - 40_000 % seq)));

        var second = start();

        assertThat(second.left()).extracting(Execution::job).containsExactlyInAnyOrder("over", "killed");
        assertThat(second.delivering()).containsExactly(run("over").execution());
        assertThat(spool("over").info(Instant.EPOCH)).contains(
                new JobInfo("over", 1, "lease of over", "d", Instant.EPOCH, 3, 1, 7, null));
        assertThat(spool("killed").isLeft()).isTrue();
        assertThat(second.awaitConfirmed(Duration.ZERO)).as("nothing is sent unless it lacks").isTrue();
        var tries = output.tries();
        var last = spool("killed").lastSeq();
        spool("killed").repeat(new Missing(List.of(), 1, last), new Repair.Order(new Confirmed(last, last + 1), 3));
        output.confirm();
        Patience.await().until(() -> output.tries() > tries);
    }

    @Test
    void saysOfALogThatWasCutShortHowFarItCame() {
        var sink = start().open(run("j"));
        sink.send(started("j", 2));
        sink.send(log("j", 3, 11));

        start();

        assertThat(spool("j").info(Instant.EPOCH)).get().extracting(JobInfo::lastSeq, JobInfo::logBytes)
                .containsExactly(3L, 111L);
    }

    @Test
    void startsWhateverLiesInItsDirectory() throws Exception {
        var sink = start().open(run("j"));
        sink.send(started("j", 2));
        Files.write(directory().resolve("a file"), new byte[100]);
        Files.createDirectories(directory().resolve("empty"));
        Files.write(Files.createDirectories(directory().resolve("torn")).resolve("status-000000000001"), new byte[99]);
        Files.createDirectories(directory().resolve("unreadable/status-000000000001"));
        var foreign = new FileSegment(
                Files.createDirectories(directory().resolve("foreign")).resolve("status-000000000001"));
        foreign.append(new Entry(1, "t", "k", "{\"type\":\"drone:query-info\"}".getBytes(StandardCharsets.UTF_8)));

        start();

        assertThat(requireNonNull(spools).left()).containsExactly(run("j").execution());
        try (var all = Files.list(directory())) {
            assertThat(all.map(left -> left.getFileName().toString())).containsExactlyInAnyOrder(
                    place("j").getFileName().toString(), "a file", "unreadable");
        }
    }

    @Test
    void leavesNothingOfWhatIsStored() throws Exception {
        var sink = start().open(run("j"));
        IntStream.range(2, 100).forEach(seq -> sink.send(log("j", seq, 10_000)));
        sink.send(done("j", 100));
        close(sink, 100);

        spool("j").noteStored(101);
        assertThat(spool("j").isStored()).isTrue();
        requireNonNull(spools).forget(spool("j"));

        assertThat(directory()).isEmptyDirectory();
    }
}
