package dev.skep.standalone.measure;

import java.util.List;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class SamplesTest {

    private static final long MILLI = 1_000_000;

    @Test
    void ranksTheTimesWhateverTheirOrder() {
        var nanos = LongStream.rangeClosed(1, 200).mapToObj(i -> (201 - i) * MILLI).toList();
        var samples = Samples.ofNanos(nanos);
        assertThat(samples.percentile(50)).isEqualTo(100);
        assertThat(samples.percentile(99)).isEqualTo(198);
        assertThat(samples.percentile(100)).isEqualTo(200);
        assertThat(samples.mean()).isEqualTo(100.5);
    }

    @Test
    void givesNoTimeThatWasNotMeasured() {
        var samples = Samples.ofNanos(List.of(9 * MILLI, MILLI));
        assertThat(samples.percentile(50)).isEqualTo(1);
        assertThat(samples.percentile(51)).isEqualTo(9);
        assertThat(samples.percentile(0)).isEqualTo(1);
    }

    @Test
    void refusesToSumUpNothing() {
        assertThatIllegalArgumentException().isThrownBy(() -> Samples.ofNanos(List.of()));
    }

    @Test
    void countsBySeconds() {
        assertThat(Samples.perSecond(300, 2_000 * MILLI)).isEqualTo(150);
    }
}
