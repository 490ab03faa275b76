package dev.skep.drone.job;

/** Collects what one stream of a command writes until it is sent. */
final class Chunk {

    static final int CAPACITY = 64 * 1024;

    private final byte[] bytes = new byte[CAPACITY];
    private int length;

    /** Takes as much as there is room for, and says how much that is. */
    int add(byte[] source, int from, int until) {
        var taken = Math.min(until - from, CAPACITY - length);
        System.arraycopy(source, from, bytes, length, taken);
        length += taken;
        return taken;
    }

    byte[] bytes() {
        return bytes;
    }

    boolean isEmpty() {
        return length == 0;
    }

    boolean isFull() {
        return length == CAPACITY;
    }

    /** How many bytes can be sent so that no character is cut. */
    int whole() {
        return length - Utf8.unfinished(bytes, length);
    }

    int length() {
        return length;
    }

    /** The first bytes are sent: the rest stays. */
    void sent(int count) {
        length -= count;
        System.arraycopy(bytes, count, bytes, 0, length);
    }
}
