package dev.skep.drone.spool;

import java.util.List;

import dev.skep.message.JobStored;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MissingTest {

    private static Missing of(long before, Long... holes) {
        return Missing.of(new JobStored("j", 1, "l", before, List.of(holes)), 10);
    }

    @Test
    void isWhatIsNotStoredUpToTheLastEvent() {
        var missing = of(8, 3L, 5L);
        assertThat(missing.first()).isEqualTo(3);
        assertThat(missing.after(3)).isEqualTo(5);
        assertThat(missing.after(5)).isEqualTo(8);
        assertThat(missing.after(9)).isEqualTo(10);
        assertThat(missing.after(10)).isEqualTo(Missing.NONE);
        assertThat(List.of(2L, 3L, 4L, 5L, 7L, 8L, 10L, 11L)).filteredOn(missing::has).containsExactly(3L, 5L, 8L, 10L);
    }

    @Test
    void isNothingWhenAllIsStored() {
        assertThat(of(11).isEmpty()).isTrue();
        assertThat(of(500).isEmpty()).isTrue();
        assertThat(of(11, 4L).isEmpty()).isFalse();
    }

    @Test
    void doesNotTakeForLostWhatNobodyHasLookedAt() {
        var missing = of(6, 4L, 5L);
        assertThat(missing.first()).isEqualTo(4);
        assertThat(missing.after(5)).isEqualTo(Missing.NONE);
        assertThat(missing.has(6)).isFalse();
    }
}
