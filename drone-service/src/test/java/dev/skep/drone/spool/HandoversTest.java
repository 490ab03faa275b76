package dev.skep.drone.spool;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.skep.drone.Runs;
import dev.skep.message.Conclusion;
import dev.skep.message.Execution;
import dev.skep.message.JobEvent;
import dev.skep.message.JobInfo;
import dev.skep.message.JobStored;
import dev.skep.message.Stamp;
import dev.skep.testing.Patience;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

class HandoversTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;
    private final FakeBroker broker = new FakeBroker();
    private final List<JobInfo> asked = new CopyOnWriteArrayList<>();
    private final List<Execution> unfinished = new CopyOnWriteArrayList<>();
    private volatile boolean up = true;
    private volatile Duration clockSet = Duration.ZERO;
    private @Nullable Spools spools;
    private @Nullable Handovers handovers;

    private Spools start() {
        close();
        spools = new Spools(directory.resolve("spool"), "d", 1024 * 1024, broker, broker);
        handovers = new Handovers(spools, execution -> Optional.empty(), this::ask, unfinished::add,
                () -> Instant.now().plus(clockSet));
        return spools;
    }

    private boolean ask(JobInfo info) {
        asked.add(info);
        return up;
    }

    @AfterEach
    void close() {
        if (spools != null && handovers != null) {
            handovers.close();
            spools.close();
        }
    }

    private void begin(String job) {
        requireNonNull(spools).open(Runs.ofJob(job, "l")).send(new JobEvent.Started(stamp(job, 2)));
    }

    private static Stamp stamp(String job, long seq) {
        return new Stamp(job, 1, "l", seq, Instant.EPOCH);
    }

    private void end(String job) {
        var sink = requireNonNull(requireNonNull(spools).of(new Execution(job, 1, "l")));
        sink.send(new JobEvent.Done(stamp(job, 3), Conclusion.SUCCESS, null, null));
        sink.close(new JobInfo(job, 1, "l", "d", Instant.EPOCH, 3, 1, 42, null));
    }

    private void answer(String job, long before) {
        requireNonNull(handovers).on(new JobStored(job, 1, "l", before, List.of()));
    }

    @Test
    void asksUntilAllIsStoredAndKeepsNothingThen() {
        start();
        begin("j");
        end("j");

        Patience.await().until(() -> !asked.isEmpty());
        assertThat(asked).first().extracting(JobInfo::job, JobInfo::lastSeq, JobInfo::stored, JobInfo::logBytes)
                .containsExactly("j", 3L, 1L, 42L);
        assertThat(requireNonNull(handovers).over("j")).get().extracting(JobInfo::lastSeq).isEqualTo(3L);
        answer("j", 4);

        Patience.await().until(() -> requireNonNull(spools).delivering().isEmpty());
        assertThat(directory.resolve("spool")).isEmptyDirectory();
        assertThat(requireNonNull(handovers).over("j")).isEmpty();
        assertThat(unfinished).isEmpty();
    }

    @Test
    void asksAtOnceWhenTheBrokerIsBack() {
        start();
        begin("j");
        end("j");
        up = false;
        Patience.await().until(() -> asked.size() > 3);
        asked.clear();
        up = true;

        Patience.await().until(() -> !asked.isEmpty());
        answer("j", 4);
        Patience.await().until(() -> requireNonNull(spools).delivering().isEmpty());
    }

    @Test
    void goesOnAskingWhenTheClockIsSetBack() {
        start();
        begin("j");
        end("j");
        Patience.await().until(() -> !asked.isEmpty());
        asked.clear();

        clockSet = Duration.ofHours(-1);

        Patience.await().until(() -> !asked.isEmpty());
    }

    @Test
    void tellsOfWhatAnEarlierStartDidNotFinish() {
        start();
        begin("over");
        end("over");
        begin("killed");

        start();

        Patience.await().until(() -> asked.stream().map(JobInfo::job).distinct().count() == 2);
        answer("over", 4);
        answer("killed", 3);
        answer("unknown", 3);
        Patience.await().until(() -> requireNonNull(spools).left().isEmpty());
        assertThat(unfinished).containsExactly(new Execution("killed", 1, "l"));
    }
}
