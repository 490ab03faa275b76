package dev.skep.message;

import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/** An id that is a word of routing keys on the broker, and of ids and field names in the store. */
final class Word {

    private static final Pattern GOOD = Pattern.compile("[^.*#/$\\p{Cntrl}]{1,100}");

    private Word() {}

    /**
     * Lets a good word pass.
     *
     * @param what whose id it is, for people
     * @param word null when it is missing, which {@link WireFormat} finds out
     * @throws IllegalArgumentException when the broker or the store could not keep it apart from others
     */
    static void require(String what, @Nullable String word) {
        if (word != null && !GOOD.matcher(word).matches()) {
            throw new IllegalArgumentException(
                    what + " has 1 to 100 characters, and none of . * # / $: " + word);
        }
    }
}
