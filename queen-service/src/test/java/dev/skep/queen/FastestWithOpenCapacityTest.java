package dev.skep.queen;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import dev.skep.message.JobNotice.Pending.Code;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FastestWithOpenCapacityTest {

    private static DroneLoad drone(String id, int speed, int capacity, int held) {
        return new DroneLoad(id, true, speed, capacity, held);
    }

    private static String choose(DroneLoad... drones) {
        return choice(List.of(drones)).drone();
    }

    private static Placement.Placed choice(List<DroneLoad> drones) {
        assertThat(FastestWithOpenCapacity.choose(drones)).isInstanceOf(Placement.Placed.class);
        return (Placement.Placed) FastestWithOpenCapacity.choose(drones);
    }

    @Test
    void takesFastestWithOpenCapacity() {
        assertThat(choose(drone("slow", 50, 4, 0), drone("fast", 100, 4, 3))).isEqualTo("fast");
    }

    @Test
    void passesOverFullDroneHoweverFast() {
        assertThat(choose(drone("slow", 50, 4, 3), drone("fast", 100, 4, 4))).isEqualTo("slow");
    }

    @Test
    void takesShortestQueueRelativeToCapacityWhenAllAreFull() {
        assertThat(choose(drone("small", 200, 1, 2), drone("large", 50, 8, 12))).isEqualTo("large");
    }

    @Test
    void breaksTiesByEmptierThenById() {
        assertThat(choose(drone("a", 100, 4, 2), drone("b", 100, 4, 1))).isEqualTo("b");
        assertThat(choose(drone("b", 100, 4, 1), drone("a", 100, 4, 1))).isEqualTo("a");
    }

    @Test
    void doesNotDependOnTheOrderOfDrones() {
        var drones = new ArrayList<>(List.of(drone("a", 100, 2, 2), drone("b", 100, 2, 1), drone("c", 90, 9, 0)));
        var choice = choice(drones);
        for (var seed = 0; seed < 20; seed++) {
            Collections.shuffle(drones, new Random(seed));
            assertThat(choice(drones)).isEqualTo(choice);
        }
    }

    @Test
    void saysWhyNoneTakesTheJob() {
        assertThat(FastestWithOpenCapacity.choose(List.of()))
                .isInstanceOfSatisfying(Placement.Waits.class,
                        waits -> assertThat(waits.code()).isEqualTo(Code.NO_DRONE));
        assertThat(FastestWithOpenCapacity.choose(List.of(new DroneLoad("leaving", false, 1, 1, 0))))
                .isInstanceOfSatisfying(
                        Placement.Waits.class, waits -> assertThat(waits.code()).isEqualTo(Code.NO_DRONE_READY));
    }

    @Test
    void givesTheReason() {
        assertThat(choice(List.of(drone("a", 100, 2, 1))).reason())
                .isEqualTo("fastest with open capacity: speed 100, 1 of 2 slots taken");
    }
}
