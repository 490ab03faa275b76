package dev.skep.drone;

import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import org.springframework.util.function.SingletonSupplier;

/**
 * Measures how fast this machine computes: rounds of one integer mix on one thread, as many as fit into a slice of time.
 * The best of a few slices counts, because others may use the machine just then. A core of a small server comes to about
 * 100; the figure is rounded to tens, so that equal machines say the same.
 */
final class Speed {

    private static final int SLICES = 5;
    private static final long SLICE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final int ROUNDS = 10_000;
    private static final double ROUNDS_PER_NANO_AT_100 = 0.5;
    private static final int STEP = 10;

    private static final Supplier<Integer> OF_THIS_MACHINE = SingletonSupplier.of(Speed::measureNow);

    private Speed() {}

    /** Once for all drones of a process: measured one after another, equal drones would differ. */
    static int measure() {
        return Objects.requireNonNull(OF_THIS_MACHINE.get());
    }

    private static int measureNow() {
        var best = 0.0;
        for (var slice = 0; slice < SLICES; slice++) {
            best = Math.max(best, roundsPerNano(slice));
        }
        var speed = best / ROUNDS_PER_NANO_AT_100 * 100;
        return Math.max(STEP, (int) Math.round(speed / STEP) * STEP);
    }

    private static double roundsPerNano(long seed) {
        var start = System.nanoTime();
        var mixed = seed;
        var rounds = 0L;
        long elapsed;
        do {
            mixed = mix(mixed);
            rounds += ROUNDS;
            elapsed = System.nanoTime() - start;
        } while (elapsed < SLICE_NANOS);
        return (rounds + (mixed & 1)) / (double) elapsed; // using the result keeps the loop from being optimised away
    }

    private static long mix(long seed) {
        var value = seed;
        for (var round = 0; round < ROUNDS; round++) {
            value = (value ^ (value >>> 31)) * 0x9E3779B97F4A7C15L + round;
        }
        return value;
    }
}
