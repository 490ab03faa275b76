package dev.skep.drone.secret;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * Finds many patterns in one pass over the bytes: A. V. Aho and M. J. Corasick, "Efficient string matching: an aid to
 * bibliographic search", Communications of the ACM 18 (1975). A state stands for the longest end of what was read that is
 * the beginning of a pattern.
 */
final class Automaton {

    static final int START = 0;
    /** No state follows: the start follows nothing. */
    private static final int NONE = 0;
    private static final int BYTE = 256;

    /** Of the start alone, because most bytes begin no pattern. */
    private final int[] first = new int[BYTE];
    /** The states that follow: the first of them, and for each the next one; most states have one alone. */
    private final int[] child;
    private final int[] sibling;
    private final byte[] label;
    private final int[] depth;
    private final int[] longest;
    private final int[] fallback;
    private int size = 1;

    Automaton(Collection<byte[]> patterns) {
        var sorted = patterns.stream().sorted(Arrays::compare).toList();
        var states = beginnings(sorted) + 1;
        child = new int[states];
        sibling = new int[states];
        label = new byte[states];
        depth = new int[states];
        longest = new int[states];
        fallback = new int[states];
        sorted.forEach(this::add);
        for (var state = child[START]; state != NONE; state = sibling[state]) {
            first[label[state] & 0xFF] = state;
        }
        link();
    }

    /** In how many ways patterns begin: what one shares with any other, it shares with its neighbour. */
    private static int beginnings(List<byte[]> sorted) {
        var count = 0;
        var before = new byte[0];
        for (var pattern : sorted) {
            var differs = Arrays.mismatch(before, pattern);
            count += differs < 0 ? 0 : pattern.length - differs;
            before = pattern;
        }
        return count;
    }

    private void add(byte[] pattern) {
        var state = START;
        for (var next : pattern) {
            var known = following(state, next);
            state = known == NONE ? grow(state, next) : known;
        }
        longest[state] = pattern.length;
    }

    private int grow(int from, byte next) {
        var state = size++;
        label[state] = next;
        depth[state] = depth[from] + 1;
        sibling[state] = child[from];
        child[from] = state;
        return state;
    }

    private int following(int state, byte next) {
        var found = child[state];
        while (found != NONE && label[found] != next) {
            found = sibling[found];
        }
        return found;
    }

    /** Breadth first: the state to fall back to is shorter, and so is linked before. */
    private void link() {
        var open = new ArrayDeque<Integer>();
        for (var state = child[START]; state != NONE; state = sibling[state]) {
            open.add(state);
        }
        while (!open.isEmpty()) {
            int state = open.remove();
            longest[state] = Math.max(longest[state], longest[fallback[state]]);
            for (var deeper = child[state]; deeper != NONE; deeper = sibling[deeper]) {
                fallback[deeper] = next(fallback[state], label[deeper]);
                open.add(deeper);
            }
        }
    }

    int next(int state, byte next) {
        var from = state;
        while (from != START) {
            var to = following(from, next);
            if (to != NONE) {
                return to;
            }
            from = fallback[from];
        }
        return first[next & 0xFF];
    }

    /** How many of the last bytes may be the beginning of a pattern. */
    int depth(int state) {
        return depth[state];
    }

    /** How long the longest pattern is that has just ended; 0 when none has. */
    int longestEnding(int state) {
        return longest[state];
    }
}
