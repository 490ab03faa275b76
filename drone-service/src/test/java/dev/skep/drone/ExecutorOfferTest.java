package dev.skep.drone;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;

import dev.skep.drone.process.Deadline;
import dev.skep.drone.process.Executor;
import dev.skep.drone.process.JobEnvironment;
import dev.skep.drone.process.Place;
import dev.skep.drone.process.ProcessExecutor;
import dev.skep.drone.process.Shell;
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

    private static final class Coming implements Executor {

        private boolean there;

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
