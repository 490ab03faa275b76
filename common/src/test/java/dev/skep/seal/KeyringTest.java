package dev.skep.seal;

import java.util.Base64;

import dev.skep.message.Sealed;
import dev.skep.seal.Keyring.CannotOpen;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class KeyringTest {

    private static final String FIRST = "k1:" + "A".repeat(43) + "=";
    private static final String SECOND = "k2:" + "B".repeat(42) + "A=";

    private final Keyring ring = Keyring.parse(FIRST);

    @Test
    void opensWhatItSealed() {
        for (var secret : new String[]{"", "s3cret", "ä €\n\u0000 long ".repeat(1000)}) {
            assertThat(ring.open(ring.seal(secret, "p"), "p")).isEqualTo(secret);
        }
    }

    @Test
    void sealsTheSameSecretDifferentlyEachTime() {
        assertThat(ring.seal("s3cret", "p")).isNotEqualTo(ring.seal("s3cret", "p"));
        assertThat(ring.seal("s3cret", "p").toString()).doesNotContain("s3cret");
    }

    @Test
    void goesOnOpeningWithEarlierKeys() {
        var before = ring.seal("s3cret", "p");
        var rotated = Keyring.parse(SECOND + ", " + FIRST);

        assertThat(rotated.ids()).containsExactly("k2", "k1");
        assertThat(rotated.seal("new", "p").key()).isEqualTo("k2");
        assertThat(rotated.open(before, "p")).isEqualTo("s3cret");
    }

    @Test
    void opensNothingForAnotherPurpose() {
        var sealed = ring.seal("s3cret", "project a, secret X");

        assertThatExceptionOfType(CannotOpen.class).isThrownBy(() -> ring.open(sealed, "project b, secret X"))
                .withMessageContaining("k1");
    }

    @Test
    void opensNothingThatWasChanged() {
        var sealed = ring.seal("s3cret", "p");
        var bytes = Base64.getDecoder().decode(sealed.data());
        for (var i = 0; i < bytes.length; i++) {
            var changed = bytes.clone();
            changed[i] ^= 1;
            var forged = new Sealed("k1", Base64.getEncoder().encodeToString(changed));
            assertThatExceptionOfType(CannotOpen.class).isThrownBy(() -> ring.open(forged, "p"));
        }
        for (var nonsense : new String[]{"", "AAAA", "no base64!"}) {
            assertThatExceptionOfType(CannotOpen.class).isThrownBy(() -> ring.open(new Sealed("k1", nonsense), "p"));
        }
    }

    @Test
    void saysWhichKeyIsMissing() {
        var other = Keyring.parse(SECOND).seal("s3cret", "p");

        assertThatExceptionOfType(CannotOpen.class).isThrownBy(() -> ring.open(other, "p"))
                .withMessageContaining("the key k2 is not here");
        assertThatIllegalStateException().isThrownBy(() -> Keyring.parse(" ").seal("s3cret", "p"))
                .withMessageContaining("SKEP_SECRET_KEYS");
    }

    @ParameterizedTest
    @ValueSource(strings = {"AAAA", "k1:", "k 1:AAAA", "k1:AAAA", "k1:?", ":AAAA",
            "k1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=,k1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="})
    void refusesOtherTextsWithoutShowingThem(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Keyring.parse(text)).withMessageNotContaining("AAAA")
                .withMessageContaining("key");
    }
}
