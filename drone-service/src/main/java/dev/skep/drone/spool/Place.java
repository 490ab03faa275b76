package dev.skep.drone.spool;

/**
 * Where an entry of a track is.
 *
 * @param segment the number of the first entry of its segment
 * @param offset its offset there
 */
record Place(long segment, long offset) {

    /** Before all entries. */
    static final Place START = new Place(Long.MIN_VALUE, 0);
}
