package dev.skep.drone.docker;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class MarkedStreamTest {

    private final StringBuilder written = new StringBuilder();
    private final ArrayList<String> told = new ArrayList<>();
    private final MarkedStream stream = new MarkedStream("#mark",
            bytes -> written.append(new String(bytes, StandardCharsets.UTF_8)), told::add);

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 7, 100})
    void findsItsLinesHoweverTheyAreCut(int size) {
        var all = "one#mark 7\ntwo #m #mar\n##mark 7 0\nthree#mark".getBytes(StandardCharsets.UTF_8);
        for (var from = 0; from < all.length; from += size) {
            var part = Arrays.copyOfRange(all, from, Math.min(all.length, from + size));
            stream.take(part, part.length);
        }
        stream.end();

        assertThat(told).containsExactly("7", "7 0");
        assertThat(written.toString()).isEqualTo("onetwo #m #mar\n#three#mark");
    }

    @Test
    void holdsNothingBackThatCannotBeItsLine() {
        stream.take("prompt: ".getBytes(StandardCharsets.UTF_8), 8);

        assertThat(written.toString()).isEqualTo("prompt: ");
    }
}
