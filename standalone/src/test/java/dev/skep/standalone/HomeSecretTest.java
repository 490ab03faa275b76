package dev.skep.standalone;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import dev.skep.seal.Keyring;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class HomeSecretTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path home;

    @Test
    void isMadeOnceAndKeptForItsOwnerOnly() throws Exception {
        for (var secret : HomeSecret.values()) {
            var made = secret.in(home);
            assertThat(secret.in(home)).isEqualTo(made);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret.file(home))))
                    .isEqualTo("rw-------");
        }
        try (var files = Files.list(home)) {
            assertThat(files).as("nothing unfinished is left").hasSize(HomeSecret.values().length);
        }
    }

    @Test
    void sealsWithTheKeyThatItMade() throws Exception {
        var sealed = Keyring.parse(HomeSecret.SECRET_KEYS.in(home)).seal("s3cret", "p");
        assertThat(Keyring.parse(HomeSecret.SECRET_KEYS.in(home)).open(sealed, "p")).isEqualTo("s3cret");
    }
}
