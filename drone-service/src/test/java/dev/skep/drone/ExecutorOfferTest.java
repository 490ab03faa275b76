package dev.skep.drone;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.skep.drone.process.Deadline;
import dev.skep.drone.process.Executor;
import dev.skep.drone.process.JobEnvironment;
import dev.skep.drone.process.Place;
import dev.skep.drone.process.ProcessExecutor;
import dev.skep.drone.process.Shell;
import dev.skep.testing.Patience;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ExecutorOfferTest {

    @Test
    void followsWhatCanBeUsed() {
        var coming = new Coming();
        var offer = new ExecutorOffer(List.of(coming));
        assertThat(offer.usable()).isEmpty();
        assertThat(offer.look()).isFalse();

        coming.there = true;

        assertThat(offer.look()).isTrue();
        assertThat(offer.usable()).containsExactly("coming");
    }

    @Test
    void hasThoseThatTheSettingsNameButOffersNoDockerWithoutAnEngine() {
        try (var threads = Executors.newCachedThreadPool()) {
            var processes = new ProcessExecutor(new Shell(threads, Duration.ofSeconds(1)), Map.of());
            var offer = ExecutorOffer.of(DroneSettings.of("d", 1, Path.of("home")), processes,
                    Map.of("DOCKER_HOST", "unix:///no/engine/here.sock"), threads);

            assertThat(offer.all()).extracting(Executor::name).containsExactly("process", "docker");
            assertThat(offer.usable()).containsExactly("process");
        }
    }

    @Test
    void looksAgainWhenThereWasNoThreadToLook() {
        var coming = new Coming();
        var offer = new ExecutorOffer(List.of(coming));
        coming.there = true;
        try (var threads = new Scarce(); var timer = new Hasty()) {
            offer.watch(timer, threads, () -> {});

            Patience.await().until(() -> !offer.usable().isEmpty());
        }
    }

    /** Has no thread the first time. */
    private static final class Scarce extends ThreadPoolExecutor {

        private final AtomicBoolean asked = new AtomicBoolean();

        Scarce() {
            super(1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
        }

        @Override
        public void execute(Runnable task) {
            if (asked.compareAndSet(false, true)) {
                throw new OutOfMemoryError("unable to create native thread");
            }
            super.execute(task);
        }
    }

    /** Waits for a moment at most. */
    private static final class Hasty extends ScheduledThreadPoolExecutor {

        Hasty() {
            super(1);
        }

        @Override
        public ScheduledFuture<?> scheduleWithFixedDelay(Runnable task, long first, long pause, TimeUnit unit) {
            return super.scheduleWithFixedDelay(task, 1, 1, TimeUnit.MILLISECONDS);
        }
    }

    private static final class Coming implements Executor {

        private volatile boolean there;

        @Override
        public String name() {
            return "coming";
        }

        @Override
        public @Nullable String unusable() {
            return there ? null : "not yet";
        }

        @Override
        public JobEnvironment open(Place place, Deadline until, CompletableFuture<?> stop) throws Unfit {
            throw new Unfit("only its name is of use");
        }
    }
}
