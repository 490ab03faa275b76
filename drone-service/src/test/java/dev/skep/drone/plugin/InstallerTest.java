package dev.skep.drone.plugin;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import dev.skep.drone.checkout.Checkout;
import dev.skep.drone.process.ProcessExecutor;
import dev.skep.drone.process.Shell;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class InstallerTest {

    @TempDir
    private Path directory;

    @Test
    void deletesWhatKilledDronesLeftAndNothingElse() throws Exception {
        var old = Files.createDirectories(directory.resolve("new-1/node_modules")).getParent();
        var fresh = Files.createDirectories(directory.resolve("new-2"));
        var kept = Files.createDirectories(directory.resolve("git"));
        var yesterday = FileTime.from(Instant.now().minus(Duration.ofHours(25)));
        Files.setLastModifiedTime(old, yesterday);
        Files.setLastModifiedTime(kept, yesterday);

        new Installer(directory, (source, ref, to, cancelled) -> new Checkout.Failed("there is nothing"),
                new Npm(new ProcessExecutor(new Shell(Runnable::run, Duration.ZERO), Map.of())));

        assertThat(old).doesNotExist();
        assertThat(fresh).exists();
        assertThat(kept).exists();
    }
}
