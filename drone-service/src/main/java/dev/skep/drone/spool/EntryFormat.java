package dev.skep.drone.spool;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * How an entry stands in a file: the length of its body, a checksum of all else, its number, the lengths of type and key;
 * that is {@value #FIXED} bytes. Type, key and body follow.
 */
final class EntryFormat {

    static final int FIXED = 20;
    private static final int SUM_AT = 4;
    private static final int SEQ_AT = 8;
    private static final int TYPE_LENGTH_AT = 16;
    private static final int KEY_LENGTH_AT = 18;

    private EntryFormat() {}

    /** What stands before the body. */
    static byte[] head(Entry entry) {
        var type = entry.type().getBytes(StandardCharsets.UTF_8);
        var key = entry.key().getBytes(StandardCharsets.UTF_8);
        var head = ByteBuffer.allocate(FIXED + type.length + key.length);
        head.putInt(entry.body().length).putInt(0).putLong(entry.seq()).putShort((short) type.length)
                .putShort((short) key.length).put(type).put(key);
        return head.putInt(SUM_AT, sum(head.array(), entry.body())).array();
    }

    private static int sum(byte[] head, byte[] body) {
        var sum = new CRC32();
        sum.update(head, 0, SUM_AT);
        sum.update(head, SEQ_AT, head.length - SEQ_AT);
        sum.update(body);
        return (int) sum.getValue();
    }

    static long seq(ByteBuffer fixed) {
        return fixed.getLong(SEQ_AT);
    }

    /** How long the part before the body is. */
    static int headLength(ByteBuffer fixed) {
        return FIXED + typeLength(fixed) + Short.toUnsignedInt(fixed.getShort(KEY_LENGTH_AT));
    }

    private static int typeLength(ByteBuffer fixed) {
        return Short.toUnsignedInt(fixed.getShort(TYPE_LENGTH_AT));
    }

    static int bodyLength(ByteBuffer fixed) {
        return fixed.getInt(0);
    }

    static boolean isWhole(byte[] head, byte[] body) {
        return ByteBuffer.wrap(head).getInt(SUM_AT) == sum(head, body);
    }

    static Entry entry(byte[] head, byte[] body) {
        var fixed = ByteBuffer.wrap(head);
        var typeEnd = FIXED + typeLength(fixed);
        return new Entry(seq(fixed), new String(head, FIXED, typeEnd - FIXED, StandardCharsets.UTF_8),
                new String(head, typeEnd, head.length - typeEnd, StandardCharsets.UTF_8), body);
    }
}
