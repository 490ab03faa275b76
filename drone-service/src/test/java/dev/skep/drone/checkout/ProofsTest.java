package dev.skep.drone.checkout;

import java.time.Duration;
import java.time.Instant;

import dev.skep.drone.secret.Secret;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ProofsTest {

    private static final Credentials MINE = new Credentials.Password("me", new Secret("one"));

    private Instant now = Instant.EPOCH;
    private final Proofs proofs = new Proofs(() -> now);

    @Test
    void holdForTheSameRepositoryAndCredentialsForAWhile() {
        proofs.add("a", MINE);

        now = now.plus(Proofs.HOLD_FOR).minusMillis(1);
        assertThat(proofs.hold("a", MINE)).isTrue();
        assertThat(proofs.hold("b", MINE)).isFalse();
        assertThat(proofs.hold("a", new Credentials.Password("me", new Secret("two")))).isFalse();
        assertThat(proofs.hold("a", new Credentials.None())).isFalse();

        now = now.plusMillis(1);
        assertThat(proofs.hold("a", MINE)).isFalse();
    }

    @Test
    void areRenewed() {
        proofs.add("a", MINE);
        now = now.plus(Duration.ofMinutes(9));
        proofs.add("a", MINE);
        now = now.plus(Duration.ofMinutes(9));

        assertThat(proofs.hold("a", MINE)).isTrue();
    }
}
