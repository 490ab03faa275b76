package dev.skep.drone.spool;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** When and how much is sent again. A gateway answers every second. */
class RepairTest {

    private static final Confirmed ALL = new Confirmed(Long.MAX_VALUE, Long.MAX_VALUE);

    private final Repair repair = new Repair();
    private Instant now = Instant.parse("2026-11-23T10:00:00Z");
    private long sent;

    private static Missing from(long first, long last) {
        return new Missing(List.of(), first, last);
    }

    /** What is ordered a second later, when the store lacks this; all of it is sent. */
    private int ordered(Missing missing) {
        return ordered(missing, true, Duration.ofSeconds(1));
    }

    private int ordered(Missing missing, boolean continuous, Duration later) {
        now = now.plus(later);
        var order = repair.on(missing, continuous, ALL, now);
        if (order == null) {
            return 0;
        }
        var last = Missing.NONE;
        for (var count = 0; count < order.most() && missing.after(last) != Missing.NONE; count++) {
            last = missing.after(last);
            sent++;
        }
        repair.sent(missing, last);
        return order.most();
    }

    @Test
    void waitsAWhileAndThenALongerOne() {
        var seconds = new ArrayList<Integer>();
        for (var second = 0; second < 1000; second++) {
            if (ordered(from(7, 7)) > 0) {
                seconds.add(second);
            }
        }
        assertThat(seconds).containsExactly(5, 15, 35, 75, 155, 315, 615, 915);
    }

    @Test
    void triesNotForEver() {
        for (var second = 0; second < 10_000; second++) {
            ordered(from(7, 7));
        }
        assertThat(sent).isEqualTo(Repair.TRIES);
        assertThat(repair.isInVain()).isTrue();
        ordered(from(8, 8));
        assertThat(repair.isInVain()).isFalse();
    }

    @Test
    void sendsNothingAgainWhileTheStoreGoesOn() {
        for (var second = 0; second < 1000; second++) {
            assertThat(ordered(from(10 + second, 100_000))).isZero();
        }
    }

    @Test
    void sendsFewAgainThatWaitBehindAFloodOfOthers() {
        for (var second = 0; second < 300; second++) {
            ordered(from(10, 100_000));
        }
        for (var second = 0; second < 300; second++) { // now it comes, faster than it was sent again
            ordered(from(10 + 300 * second, 100_000));
        }
        assertThat(sent).isLessThanOrEqualTo(6L * Repair.FEW);
    }

    @Test
    void sendsAllAgainSoonWhenAllIsLost() {
        var lost = 10L;
        var seconds = 0;
        for (; lost <= 50_000; seconds++) {
            ordered(from(lost, 50_000));
            lost = sent + 10;
        }
        assertThat(seconds).isLessThan(30);
        assertThat(sent).isEqualTo(50_000 - 9);
    }

    @Test
    void sendsHolesAgainOneAfterTheOther() {
        var holes = new ArrayList<Long>();
        for (var hole = 0L; hole < 400; hole++) {
            holes.add(hole * 3 + 10);
        }
        var seconds = 0;
        for (; !holes.isEmpty(); seconds++) {
            var before = sent;
            ordered(new Missing(List.copyOf(holes), 5000, 4999));
            holes.subList(0, (int) (sent - before)).clear();
        }
        assertThat(seconds).isLessThan(15);
        assertThat(sent).isEqualTo(400);
    }

    @Test
    void doesNotCountTheTimeInWhichNobodyAnswers() {
        ordered(from(7, 9));
        ordered(from(7, 9));
        assertThat(ordered(from(7, 9), false, Duration.ofMinutes(10))).isZero();
        assertThat(ordered(from(7, 9), true, Duration.ofSeconds(4))).isZero();
        assertThat(ordered(from(7, 9), true, Duration.ofSeconds(1))).isPositive();
    }

    @Test
    void ordersOnlyWhatWasConfirmedWhenTheWaitingBegan() {
        var early = new Confirmed(20, 30);
        repair.on(from(7, 90), true, early, now);
        var order = repair.on(from(7, 90), true, ALL, now.plus(Repair.PATIENCE));
        assertThat(order).isEqualTo(new Repair.Order(early, Repair.FEW));
    }
}
