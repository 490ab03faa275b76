package dev.skep.drone;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** How it is between processes is in {@link KilledDroneTest}. */
@Timeout(60)
class ClaimTest {

    @TempDir
    private Path home;

    @Test
    void isMadeByOneDroneOfANameAtATime() throws Exception {
        var claim = Claim.of("d", home, Duration.ZERO);
        Claim.of("e", home, Duration.ZERO).close();

        for (var time = 0; time < 2; time++) { // an attempt leaves the claim as it is
            assertThatThrownBy(() -> Claim.of("d", home, Duration.ZERO)).isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("a drone d is at work in " + home);
        }

        claim.close();
        Claim.of("d", home, Duration.ZERO).close();
    }

    @Test
    void waitsForAnEarlierStartThatIsAboutToEnd() throws Exception {
        var earlier = Claim.of("d", home, Duration.ZERO);
        CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS).execute(earlier::close);

        Claim.of("d", home, Duration.ofMinutes(1)).close();
    }
}
