package dev.skep.gateway.drone;

/** The queue in which jobs wait for a queen to take them. */
@FunctionalInterface
public interface QueenQueue {

    /** Whether the queen has all that was ever sent; false also when that cannot be known now. */
    boolean isEmpty();
}
