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
            bytes -> written.append(new String(bytes, StandardCharsets.UTF_8)), this::hear);

    private boolean hear(String line) {
        return line.matches("[0-9 ]+") && told.add(line);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 7, 100})
    void findsItsLinesHoweverTheyAreCut(int size) {
        take("one#mark 7\ntwo #m #mar\n##mark 7 0\nthree#mark", size);
        stream.end();

        assertThat(told).containsExactly("7", "7 0");
        assertThat(written.toString()).isEqualTo("onetwo #m #mar\n#three#mark");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 7, 100})
    void passesOnWhatTheCommandForges(int size) {
        take("#mark forged\n#mark#mark 7\n#mark forged#mark 7 0\n", size);

        assertThat(told).containsExactly("7", "7 0");
        assertThat(written.toString()).isEqualTo("#mark forged\n#mark#mark forged");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 100})
    void doesNotWaitForTheEndOfALineThatIsTooLong(int size) {
        var endless = "#mark 7" + " ".repeat(100);

        take(endless, size);
        assertThat(written.toString()).isEqualTo(endless);
        take("\n#mark 7 0\n", size);

        assertThat(told).containsExactly("7 0");
        assertThat(written.toString()).isEqualTo(endless + "\n");
    }

    @Test
    void holdsNothingBackThatCannotBeItsLine() {
        take("prompt: ", 100);

        assertThat(written.toString()).isEqualTo("prompt: ");
    }

    private void take(String text, int size) {
        var all = text.getBytes(StandardCharsets.UTF_8);
        for (var from = 0; from < all.length; from += size) {
            var part = Arrays.copyOfRange(all, from, Math.min(all.length, from + size));
            stream.take(part, part.length);
        }
    }
}
