package dev.skep.standalone.faults;

import java.util.concurrent.TimeUnit;

import dev.skep.standalone.faults.check.Breach;
import dev.skep.standalone.faults.check.Finding;
import dev.skep.standalone.faults.inject.KillDrone;
import dev.skep.standalone.faults.inject.Measure;
import dev.skep.standalone.faults.inject.Measures;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LimitsTest {

    private final Measures measures = new Measures();
    private final KillDrone fault = new KillDrone(0, false);

    @Test
    void findsWhatCameLate() {
        measures.add(Measure.REDISPATCH, fault, TimeUnit.MILLISECONDS.toNanos(499));
        assertThat(Limits.breaches(measures)).isEmpty();
        measures.add(Measure.REDISPATCH, fault, TimeUnit.MILLISECONDS.toNanos(501), "j1");
        assertThat(Limits.breaches(measures)).extracting(Finding::breach).containsExactly(Breach.TOO_SLOW);
        assertThat(Limits.breaches(measures).getFirst().detail()).endsWith("the slowest j1");
    }

    @Test
    void findsWhatNeverCameWhetherItHasALimitOrNot() {
        measures.addNever(Measure.ALL_BACK, fault, "drone-1 was not heard of");
        assertThat(Limits.breaches(measures)).extracting(Finding::breach).containsExactly(Breach.NEVER);
        assertThat(Limits.breaches(measures).getFirst().detail()).contains("drone-1", fault.kind());
    }

    @Test
    void promisesNothingWhereThereIsNoLimit() {
        measures.add(Measure.ALL_BACK, fault, TimeUnit.HOURS.toNanos(1));
        assertThat(Limits.breaches(measures)).isEmpty();
    }
}
