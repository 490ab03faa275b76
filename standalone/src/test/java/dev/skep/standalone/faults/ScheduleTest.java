package dev.skep.standalone.faults;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import dev.skep.standalone.faults.site.Size;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ScheduleTest {

    private static final int ALL = Choice.values().length;

    @Test
    void doesTheSameForTheSameSeed() {
        assertThat(targets(Schedule.endless(chance(7)), 3 * ALL))
                .isEqualTo(targets(Schedule.endless(chance(7)), 3 * ALL))
                .isNotEqualTo(targets(Schedule.endless(chance(8)), 3 * ALL));
    }

    @Test
    void doesEachFaultBeforeAnyComesAgain() {
        var steps = Schedule.endless(chance(1));
        var expected = Arrays.stream(Choice.values()).map(chance(2)::step).map(step -> step.fault().getClass());
        assertThat(Stream.generate(steps::next).limit(ALL).<Object>map(step -> step.fault().getClass()))
                .containsExactlyElementsOf(expected.map(Object.class::cast).toList());
    }

    @Test
    void keepsToWhatIsNamed() {
        var steps = Schedule.only(List.of(Choice.POISON, Choice.CANCEL), chance(1));
        assertThat(List.of(steps.next(), steps.next(), steps.next())).extracting(step -> step.fault().getClass())
                .extracting(Class::getSimpleName).containsExactly("Poison", "Cancels", "Poison");
    }

    private static Chance chance(long seed) {
        return new Chance(Size.ofDrones(3), new Random(seed));
    }

    private static List<String> targets(Iterator<Step> steps, int count) {
        var targets = new ArrayList<String>();
        for (var number = 0; number < count; number++) {
            var step = steps.next();
            targets.add(step.fault().kind() + step.fault().target() + step.hold());
        }
        return targets;
    }
}
