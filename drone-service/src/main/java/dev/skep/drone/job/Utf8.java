package dev.skep.drone.job;

/** Where UTF-8 text may be cut. */
final class Utf8 {

    private static final int LONGEST_START = 3;

    private Utf8() {}

    /** How many of the last bytes are the beginning of a character whose other bytes are still to come; at most 3. */
    static int unfinished(byte[] bytes, int length) {
        for (var back = 1; back <= Math.min(LONGEST_START, length); back++) {
            var at = bytes[length - back];
            if (!isContinuation(at)) {
                return back < lengthOfCharacter(at) && mayContinue(bytes, length, back) ? back : 0;
            }
        }
        return 0;
    }

    private static boolean isContinuation(byte at) {
        return (at & 0xC0) == 0x80;
    }

    private static int lengthOfCharacter(byte first) {
        var value = first & 0xFF;
        if (value >= 0xC2 && value < 0xE0) {
            return 2;
        }
        if (value >= 0xE0 && value < 0xF0) {
            return 3;
        }
        return value >= 0xF0 && value < 0xF5 ? 4 : 1;
    }

    /** Some first bytes bound the second one: overlong forms, surrogates, and what lies beyond Unicode. */
    private static boolean mayContinue(byte[] bytes, int length, int back) {
        if (back == 1) {
            return true;
        }
        var second = bytes[length - back + 1] & 0xFF;
        return switch (bytes[length - back] & 0xFF) {
            case 0xE0 -> second >= 0xA0;
            case 0xED -> second < 0xA0;
            case 0xF0 -> second >= 0x90;
            case 0xF4 -> second < 0x90;
            default -> true;
        };
    }
}
