package dev.skep.drone.secret;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds many patterns in one pass over the bytes: A. V. Aho and M. J. Corasick, "Efficient string matching: an aid to
 * bibliographic search", Communications of the ACM 18 (1975). A state stands for the longest end of what was read that is
 * the beginning of a pattern.
 */
final class Automaton {

    static final int START = 0;
    private static final int BYTE = 256;

    private final List<Map<Byte, Integer>> edges = new ArrayList<>();
    /** Of the start alone, because most bytes begin no pattern. */
    private final int[] first = new int[BYTE];
    private int[] depth;
    private int[] longest;
    private int[] fallback;

    Automaton(Collection<byte[]> patterns) {
        var size = patterns.stream().mapToInt(pattern -> pattern.length).sum() + 1;
        depth = new int[size];
        longest = new int[size];
        fallback = new int[size];
        edges.add(new HashMap<>());
        patterns.forEach(this::add);
        edges.getFirst().forEach((next, state) -> first[next & 0xFF] = state);
        depth = Arrays.copyOf(depth, edges.size());
        longest = Arrays.copyOf(longest, edges.size());
        fallback = Arrays.copyOf(fallback, edges.size());
        link();
    }

    private void add(byte[] pattern) {
        var state = START;
        for (var next : pattern) {
            var from = state;
            state = edges.get(from).computeIfAbsent(next, unknown -> {
                edges.add(new HashMap<>(1));
                depth[edges.size() - 1] = depth[from] + 1;
                return edges.size() - 1;
            });
        }
        longest[state] = pattern.length;
    }

    /** Breadth first: the state to fall back to is shorter, and so is linked before. */
    private void link() {
        var open = new ArrayDeque<>(edges.getFirst().values());
        while (!open.isEmpty()) {
            int state = open.remove();
            longest[state] = Math.max(longest[state], longest[fallback[state]]);
            edges.get(state).forEach((next, deeper) -> {
                fallback[deeper] = next(fallback[state], next);
                open.add(deeper);
            });
        }
    }

    int next(int state, byte next) {
        var from = state;
        while (from != START) {
            var to = edges.get(from).get(next);
            if (to != null) {
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
