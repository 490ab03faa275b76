package dev.skep.drone.secret;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * Masks a stream of bytes as it comes. What may be the beginning of a secret is held back until it is known; all else passes
 * at once.
 */
public final class MaskedStream {

    private static final byte[] MASK = {'*', '*', '*'};
    private static final byte[] NOTHING = {};

    private final @Nullable Automaton automaton;
    private int state = Automaton.START;
    /** Bytes that may belong to a secret, and those of them that do. */
    private byte[] held = new byte[256];
    private boolean[] secret = new boolean[256];
    private int length;
    private boolean inMask;

    MaskedStream(@Nullable Automaton automaton) {
        this.automaton = automaton;
    }

    /** Takes the first bytes of the array, and gives what may be seen by now. */
    public byte[] pass(byte[] bytes, int count) {
        if (automaton == null) {
            return Arrays.copyOf(bytes, count);
        }
        var out = new ByteArrayOutputStream(count);
        for (var i = 0; i < count; i++) {
            if (length == 0 && automaton.next(Automaton.START, bytes[i]) == Automaton.START) {
                out.write(bytes[i]); // begins no secret, as most bytes
                inMask = false;
            } else {
                take(automaton, bytes[i]);
                release(length - automaton.depth(state), out);
            }
        }
        return out.toByteArray();
    }

    /** Nothing more comes: gives what was held back. */
    public byte[] end() {
        if (length == 0) {
            return NOTHING;
        }
        var out = new ByteArrayOutputStream(length);
        release(length, out);
        state = Automaton.START;
        return out.toByteArray();
    }

    private void take(Automaton known, byte next) {
        if (length == held.length) {
            held = Arrays.copyOf(held, 2 * length);
            secret = Arrays.copyOf(secret, 2 * length);
        }
        held[length] = next;
        secret[length++] = false;
        state = known.next(state, next);
        var ended = known.longestEnding(state);
        if (ended > 0) {
            Arrays.fill(secret, length - ended, length, true);
        }
    }

    /** The mask stands once for all bytes of a secret that follow each other. */
    private void release(int count, ByteArrayOutputStream out) {
        if (count == 0) {
            return;
        }
        for (var i = 0; i < count; i++) {
            if (!secret[i]) {
                out.write(held[i]);
            } else if (!inMask) {
                out.writeBytes(MASK);
            }
            inMask = secret[i];
        }
        length -= count;
        System.arraycopy(held, count, held, 0, length);
        System.arraycopy(secret, count, secret, 0, length);
    }
}
