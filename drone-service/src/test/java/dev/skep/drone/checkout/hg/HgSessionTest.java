package dev.skep.drone.checkout.hg;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;

import dev.skep.drone.checkout.Credentials;
import dev.skep.drone.checkout.Refusal;
import dev.skep.drone.checkout.RemoteUrl;
import dev.skep.drone.checkout.ssh.HostKeys;
import dev.skep.drone.secret.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class HgSessionTest {

    @TempDir
    private Path directory;

    @Test
    void keepsSecretsInPrivateFilesUntilItsEnd() throws Exception {
        var session = HgSession.open(directory);
        var hg = session.program(RemoteUrl.parse("https://example.org/a"), password("se cret"),
                HostKeys.acceptingNew(directory.resolve("known_hosts")), Duration.ofSeconds(1), () -> false);
        var configuration = hg.directory().resolve(HgProgram.CONFIGURATION);

        assertThat(configuration).content().contains("skep = https://me:se%20cret@example.org/a\n");
        assertThat(permissions(configuration)).isEqualTo("rw-------");
        assertThat(permissions(hg.directory())).isEqualTo("rwx------");
        session.close();
        assertThat(hg.directory()).doesNotExist();
    }

    @Test
    void seesNoOtherConfigurationAndNoVariableOfTheDrone() throws Exception {
        try (var session = HgSession.open(directory)) {
            var hg = session.alone(() -> false);
            Files.writeString(hg.directory().resolve(HgProgram.CONFIGURATION), "[skep]\nmine = yes\n");

            assertThat(hg.run("config", "--template={name}\n", "skep").out()).isEqualTo("skep.mine");
            assertThat(hg.run("config", "--source", "--template={source}\n").out().lines().distinct())
                    .isNotEmpty().allMatch(source -> source.startsWith(HgProgram.CONFIGURATION + ":"));
        }
    }

    @Test
    void refusesPasswordsThatHgCannotSend() throws Exception {
        try (var session = HgSession.open(directory)) {
            var url = RemoteUrl.parse("https://example.org/a");
            var hostKeys = HostKeys.acceptingNew(directory.resolve("known_hosts"));

            assertThatThrownBy(() -> session.program(url, password("geheimnüs"), hostKeys, Duration.ofSeconds(1),
                    () -> false)).isInstanceOf(Refusal.class).hasMessageContaining("only ASCII characters");
        }
    }

    @Test
    void deletesWhatAKilledDroneLeft() throws Exception {
        var old = Files.createDirectory(directory.resolve("session-old"));
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
        try (var session = HgSession.open(directory)) {
            HgSession.deleteOld(directory);

            assertThat(old).doesNotExist();
            assertThat(session.alone(() -> false).directory()).exists();
        }
    }

    private static Credentials password(String password) {
        return new Credentials.Password("me", new Secret(password));
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
