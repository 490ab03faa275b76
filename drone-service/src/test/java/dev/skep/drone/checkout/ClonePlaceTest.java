package dev.skep.drone.checkout;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import dev.skep.drone.checkout.ClonePlace.Step;
import dev.skep.testing.Patience;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ClonePlaceTest {

    @TempDir
    private Path directory;
    private ClonePlace place;
    private Path clone;
    private Path made;

    @BeforeEach
    void hasAClone() throws Exception {
        place = place();
        clone = Files.createDirectory(place.directory());
        made = directory.resolve("made");
    }

    /** As each job has it. */
    private ClonePlace place() throws Refusal, IOException {
        return new CloneCache(directory).place(RemoteUrl.parse("https://example.org/a"), new Credentials.None(), "git");
    }

    @Test
    void makesADamagedCloneAnewOnce() throws Exception {
        var runs = new AtomicInteger();
        Step<Path> damaged = () -> {
            runs.incrementAndGet();
            Files.createDirectory(made);
            assertThat(clone).satisfies(one -> assertThat(Files.exists(one)).isEqualTo(runs.get() == 1));
            throw new DamagedClone("it is in pieces");
        };

        assertThatThrownBy(() -> place.use(made, () -> false, damaged)).isInstanceOf(DamagedClone.class);
        assertThat(runs).hasValue(2);
    }

    @Test
    void leavesACloneAloneWhateverElseGoesWrong() {
        for (var failure : new Exception[]{new IOException("no space"), new IllegalStateException(), new Refusal("no"),
                new UncheckedIOException(new IOException())}) {
            var runs = new AtomicInteger();

            assertThatThrownBy(() -> place.use(made, () -> false, () -> {
                runs.incrementAndGet();
                return failed(failure);
            })).isSameAs(failure);
            assertThat(runs).hasValue(1);
            assertThat(clone).exists();
        }
    }

    private static Path failed(Exception failure) throws Refusal, IOException {
        switch (failure) {
            case Refusal e -> throw e;
            case IOException e -> throw e;
            case RuntimeException e -> throw e;
            default -> throw new AssertionError(failure);
        }
    }

    @Test
    void leavesACloneAloneThatAnotherJobHasMadeAnewSince() throws Exception {
        var fresh = clone.resolve("fresh");

        var found = place.use(made, () -> false, firstly(() -> {
            place().use(directory.resolve("other"), () -> false, firstly(() -> {
                throw new DamagedClone("the other job finds it so");
            }, () -> Files.createDirectories(fresh)));
            throw new DamagedClone("this job has found it so before");
        }, () -> Files.exists(fresh)));

        assertThat(found).isTrue();
    }

    @Test
    void triesAgainWhenAnotherJobThrewTheCloneAwayMeanwhile() throws Exception {
        var found = place.use(made, () -> false, firstly(() -> {
            place().use(directory.resolve("other"), () -> false, firstly(() -> {
                throw new DamagedClone("the other job finds it so");
            }, () -> clone));
            throw new IOException("no such file");
        }, () -> clone));

        assertThat(found).isEqualTo(clone);
    }

    private static <T> Step<T> firstly(Step<T> first, Step<T> then) {
        var runs = new AtomicInteger();
        return () -> runs.getAndIncrement() == 0 ? first.run() : then.run();
    }

    @Test
    void doesNotWaitToThrowACloneAwayWhenTheJobIsCancelled() throws Exception {
        try (var other = Executors.newSingleThreadExecutor()) {
            var lock = other.submit(() -> SharedLock.of(clone, () -> false)).get();
            try {
                var result = CompletableFuture.supplyAsync(() -> reason(() -> place.use(made, () -> true, () -> {
                    throw new DamagedClone("it is in pieces");
                })));

                assertThat(result).succeedsWithin(Patience.LIMIT).isEqualTo(Refusals.cancelled());
            } finally {
                other.submit(() -> {
                    lock.close();
                    return lock;
                }).get();
            }
        }
    }

    private static String reason(Step<Path> step) {
        try {
            return step.run().toString();
        } catch (Refusal e) {
            return e.reason();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
