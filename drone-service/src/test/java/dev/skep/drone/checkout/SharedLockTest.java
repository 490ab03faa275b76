package dev.skep.drone.checkout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

import dev.skep.testing.Patience;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SharedLockTest {

    @TempDir
    private Path directory;
    private Path clone;
    private Process other;

    @BeforeEach
    void anotherDroneHasIt() throws IOException {
        clone = directory.resolve("clone");
        var begun = directory.resolve("begun");
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        other = new ProcessBuilder(java, "-cp", System.getProperty("java.class.path"), HoldLock.class.getName(),
                clone.toString(), begun.toString()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        Patience.await().until(() -> Files.exists(begun));
    }

    @AfterEach
    void ends() {
        other.destroyForcibly();
    }

    @Test
    void waitsForAnotherDrone() throws Exception {
        var asked = new AtomicInteger();

        var lock = SharedLock.of(clone, () -> {
            if (asked.incrementAndGet() == 2) {
                other.destroyForcibly();
            }
            return false;
        });

        assertThat(asked).hasValueGreaterThanOrEqualTo(2);
        lock.close();
    }

    @Test
    void waitsForAnotherDroneNoLongerWhenItIsCancelled() {
        assertThatThrownBy(() -> SharedLock.of(clone, () -> true)).isInstanceOf(Refusal.class)
                .hasMessage(Refusals.cancelled());
    }

    @Test
    void waitsForAnotherDroneNoLongerWhenItIsInterrupted() {
        var asked = new AtomicInteger();

        assertThatThrownBy(() -> SharedLock.of(clone, () -> {
            Thread.currentThread().interrupt();
            return asked.incrementAndGet() > 1;
        })).isInstanceOf(IOException.class).hasMessageContaining("interrupted while another job had the repository");

        assertThat(Thread.interrupted()).isTrue();
        assertThat(asked).hasValue(1);
    }
}
