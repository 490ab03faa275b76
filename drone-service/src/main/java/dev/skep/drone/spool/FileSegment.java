package dev.skep.drone.spool;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Entries in a file. Nothing is synced: what is written survives the end of this process, not that of the machine.
 *
 * <p>A {@link RandomAccessFile}, because a channel is closed when the thread that uses it is interrupted.
 */
final class FileSegment implements Segment {

    private static final Logger log = LoggerFactory.getLogger(FileSegment.class);

    private final Path file;
    private long end;
    private @Nullable RandomAccessFile open;

    /** The file is made when something is written to it. */
    FileSegment(Path file) {
        this.file = file;
    }

    /** There is no whole entry at this place. */
    private static final class Damaged extends IOException {
        Damaged(Path file, long offset) {
            super(file + " has no whole entry at " + offset);
        }
    }

    /** A file that an earlier start of the drone left. */
    static FileSegment found(Path file) throws IOException {
        var segment = new FileSegment(file);
        segment.end = Files.size(file);
        return segment;
    }

    /**
     * Reads all that it has, and cuts off what is not whole at the end: a writer was killed there.
     *
     * @return the last entry; null when there is none
     */
    @Nullable
    Entry cutTail() throws IOException {
        Entry last = null;
        var length = end;
        end = 0;
        try {
            while (end < length) {
                var item = read(end, length);
                last = item.entry();
                end = item.next();
            }
        } catch (Damaged torn) {
            log.info("{}, and is cut there", torn.getMessage());
            cut();
        } finally {
            release();
        }
        return last;
    }

    private RandomAccessFile open() throws IOException {
        var current = open;
        if (current == null) {
            current = new RandomAccessFile(file.toFile(), "rw");
            open = current;
        }
        return current;
    }

    @Override
    public long end() {
        return end;
    }

    @Override
    public long bytes() {
        return end;
    }

    @Override
    public void append(Entry entry) throws IOException {
        var head = EntryFormat.head(entry);
        try {
            var to = open();
            to.seek(end);
            to.write(head);
            to.write(entry.body());
        } catch (IOException e) {
            cut();
            throw e;
        }
        end += head.length + entry.body().length;
    }

    private void cut() {
        try {
            open().setLength(end);
        } catch (IOException e) {
            log.debug("{} goes on after its last entry, until the next start cuts it", file, e);
        }
    }

    @Override
    public Head head(long offset) throws IOException {
        var fixed = fixed(offset, end);
        return new Head(EntryFormat.seq(fixed), next(offset, fixed));
    }

    private ByteBuffer fixed(long offset, long limit) throws IOException {
        if (limit - offset < EntryFormat.FIXED) {
            throw new Damaged(file, offset);
        }
        var fixed = ByteBuffer.wrap(bytes(offset, EntryFormat.FIXED));
        if (EntryFormat.bodyLength(fixed) < 0 || next(offset, fixed) > limit) {
            throw new Damaged(file, offset);
        }
        return fixed;
    }

    private static long next(long offset, ByteBuffer fixed) {
        return offset + EntryFormat.headLength(fixed) + EntryFormat.bodyLength(fixed);
    }

    private byte[] bytes(long offset, int length) throws IOException {
        var bytes = new byte[length];
        var from = open();
        from.seek(offset);
        from.readFully(bytes);
        return bytes;
    }

    @Override
    public Item read(long offset) throws IOException {
        return read(offset, end);
    }

    private Item read(long offset, long limit) throws IOException {
        var fixed = fixed(offset, limit);
        var head = bytes(offset, EntryFormat.headLength(fixed));
        var body = bytes(offset + head.length, EntryFormat.bodyLength(fixed));
        if (!EntryFormat.isWhole(head, body)) {
            throw new Damaged(file, offset);
        }
        return new Item(EntryFormat.entry(head, body), offset + head.length + body.length);
    }

    @Override
    public void release() {
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                log.debug("{} cannot be closed", file, e);
            }
            open = null;
        }
    }

    @Override
    public void delete() {
        release();
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            log.warn("{} could not be deleted: delete it by hand", file, e);
        }
    }
}
