package dev.skep.drone.spool;

import java.io.IOException;

/** Entries that follow each other, each at its offset. Not thread-safe. */
sealed interface Segment permits FileSegment, MemorySegment {

    /**
     * What can be known of an entry without reading it.
     *
     * @param seq the event's number
     * @param next the offset of the entry that follows
     */
    record Head(long seq, long next) {}

    /**
     * An entry.
     *
     * @param next the offset of the one that follows
     */
    record Item(Entry entry, long next) {}

    /** The offset after the last entry. */
    long end();

    /** How much room it takes on disk, in bytes. */
    long bytes();

    void append(Entry entry) throws IOException;

    Head head(long offset) throws IOException;

    Item read(long offset) throws IOException;

    /** Closes what it holds open, until it is used again. */
    void release();

    /** Deletes what it keeps, as far as that is possible. */
    void delete();
}
