package dev.skep.drone.checkout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class DirectoriesTest {

    @Test
    void deletesWhatIsReadOnlyAndFollowsNoLink(@TempDir Path directory) throws IOException {
        var kept = Files.createDirectory(directory.resolve("kept"));
        Files.writeString(kept.resolve("file"), "x");
        var job = directory.resolve("job");
        var closed = Files.createDirectories(job.resolve("a/closed"));
        Files.writeString(closed.resolve("file"), "x");
        Files.createSymbolicLink(closed.resolve("link"), kept);
        Files.setPosixFilePermissions(closed.resolve("file"), PosixFilePermissions.fromString("r--------"));
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
        Files.setPosixFilePermissions(closed.getParent(), PosixFilePermissions.fromString("r-x------"));

        Directories.delete(job);
        Directories.delete(job);

        assertThat(job).doesNotExist();
        assertThat(kept.resolve("file")).exists();
    }
}
