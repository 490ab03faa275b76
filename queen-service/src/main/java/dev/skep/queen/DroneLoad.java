package dev.skep.queen;

/**
 * A drone as the placement sees it.
 *
 * @param id its id
 * @param ready whether it takes jobs
 * @param speed more is faster
 * @param capacity how many jobs it runs at once, at least 1
 * @param held how many jobs it runs or has waiting, the ones just sent to it included
 */
record DroneLoad(String id, boolean ready, int speed, int capacity, int held) {

    boolean hasOpenCapacity() {
        return held < capacity;
    }

    /** Jobs held for each job that it can run at once. */
    double relativeQueue() {
        return (double) held / capacity;
    }
}
