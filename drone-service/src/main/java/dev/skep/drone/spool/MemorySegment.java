package dev.skep.drone.spool;

import java.util.ArrayList;
import java.util.List;

/** Entries for which the disk has no room. Offsets are their indexes. */
final class MemorySegment implements Segment {

    private final List<Entry> entries = new ArrayList<>();

    @Override
    public long end() {
        return entries.size();
    }

    @Override
    public long bytes() {
        return 0;
    }

    @Override
    public void append(Entry entry) {
        entries.add(entry);
    }

    @Override
    public Head head(long offset) {
        return new Head(entries.get((int) offset).seq(), offset + 1);
    }

    @Override
    public Item read(long offset) {
        return new Item(entries.get((int) offset), offset + 1);
    }

    @Override
    public void release() {}

    @Override
    public void delete() {
        entries.clear();
    }
}
