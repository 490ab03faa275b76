package dev.skep.drone;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

import dev.skep.drone.job.Events;
import dev.skep.message.JobData;
import dev.skep.message.JobEvent;
import dev.skep.message.JobRun;
import dev.skep.message.JobType;
import dev.skep.message.Ref;
import dev.skep.message.Repo;
import dev.skep.message.Trigger;
import dev.skep.message.Vcs;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What lies between a job's arrival and its first event: its secrets are opened only then. */
class SlotsTest {

    @TempDir
    private Path directory;
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final Events events = new Events() {
        @Override
        public boolean send(JobEvent event) {
            if (event.getClass() == unsendable) {
                throw new IllegalArgumentException("nobody takes it");
            }
            return super.send(event);
        }
    };
    private final List<JobRun> abandoned = new ArrayList<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private @Nullable Class<?> unsendable;
    private int threads = Integer.MAX_VALUE;
    private Slots slots;

    @BeforeEach
    void makesOneSlot() throws Exception {
        slots = new Slots(1, Workshops.withoutCode(directory, events, tasks::add, timer), this::execute,
                abandoned::add, () -> {});
    }

    private void execute(Runnable task) {
        if (threads-- <= 0) {
            throw new OutOfMemoryError("unable to create native thread");
        }
        tasks.add(task);
    }

    @AfterEach
    void stopsTheTimer() {
        timer.shutdownNow();
    }

    @Test
    void runsAJobOnceThatComesTwiceBeforeItIsOpen() {
        var first = slots.begin(job("j1"));

        assertThat(slots.begin(job("j1"))).isSameAs(first);
        assertThat(slots.begin(job("j2"))).isNull();
        assertThat(slots.running()).containsExactly(job("j1").execution());
        assertThat(first).isNotDone();

        runTasks();
        assertThat(first).isDone();
        assertThat(slots.begin(job("j1"))).isSameAs(first);
        runTasks();
        assertThat(events.all()).filteredOn(JobEvent.Done.class::isInstance).hasSize(1);
        assertThat(slots.free()).isOne();
    }

    @Test
    void stopsAJobThatIsNotOpenYet() {
        slots.begin(job("j1"));

        slots.abandonAll();

        runTasks();
        assertThat(abandoned).containsExactly(job("j1"));
        assertThat(events.all()).noneMatch(JobEvent.Done.class::isInstance);
    }

    @Test
    void runsNothingThatAnEarlierStartHadBegun() {
        slots.remember(List.of(job("j1").execution()));

        assertThat(slots.begin(job("j1"))).isDone();
        assertThat(slots.running()).isEmpty();
        assertThat(slots.begin(job("j2"))).isNotNull();
    }

    @Test
    void refusesAJobThatItCannotEvenAcceptAndTakesItAnotherTime() {
        unsendable = JobEvent.Accepted.class;
        var refused = slots.begin(job("j1"));
        runTasks();
        assertThat(refused).isCompletedExceptionally();
        assertThat(slots.free()).isOne();

        unsendable = null;
        slots.begin(job("j1"));
        runTasks();
        assertThat(events.all()).filteredOn(JobEvent.Done.class::isInstance).hasSize(1);
        assertThat(abandoned).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void keepsTheSlotOfAJobForWhichThereIsNoThread(int left) {
        threads = left;
        var refused = slots.begin(job("j1"));
        runTasks();
        assertThat(refused).isCompletedExceptionally();
        assertThat(slots.free()).isOne();
        assertThat(slots.running()).isEmpty();

        threads = Integer.MAX_VALUE;
        assertThat(slots.begin(job("j1"))).isNotNull();
        runTasks();
        assertThat(events.all()).filteredOn(JobEvent.Done.class::isInstance).hasSize(1);
        assertThat(abandoned).isEmpty();
    }

    @Test
    void givesUpAJobWhoseEndCannotBeTold() {
        unsendable = JobEvent.Done.class;
        var accepted = slots.begin(job("j1"));
        runTasks();
        assertThat(accepted).isCompleted();
        assertThat(abandoned).containsExactly(job("j1"));
        assertThat(slots.begin(job("j1"))).isSameAs(accepted);
    }

    private void runTasks() {
        while (!tasks.isEmpty()) {
            tasks.remove().run();
        }
    }

    private static JobRun job(String id) {
        var trigger = new Trigger(Trigger.MANUAL, null, null, Instant.EPOCH, null, new Trigger.Ui("p"));
        return Runs.of(JobData.plain(id, "p", JobType.TEST, Repo.open("file:///p", Vcs.GIT), Ref.DEFAULT, trigger,
                null), "lease-of-" + id);
    }
}
