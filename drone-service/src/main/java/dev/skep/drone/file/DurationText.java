package dev.skep.drone.file;

import java.time.Duration;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/** Durations as people write them: {@code 90s}, {@code 5m}, {@code 1h30m}. */
public final class DurationText {

    private static final Pattern FORM = Pattern.compile("(?:(\\d{1,6})h)?(?:(\\d{1,6})m)?(?:(\\d{1,6})s)?");

    private DurationText() {}

    /** The duration, or null when the text is none, or no time at all. */
    static @Nullable Duration parse(String text) {
        var parts = FORM.matcher(text);
        if (!parts.matches()) {
            return null;
        }
        var duration = Duration.ofHours(number(parts.group(1))).plusMinutes(number(parts.group(2)))
                .plusSeconds(number(parts.group(3)));
        return duration.isZero() ? null : duration;
    }

    private static long number(@Nullable String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }

    /** The duration in the same form; what is shorter than a second in milliseconds. */
    public static String of(Duration duration) {
        if (duration.toSeconds() == 0) {
            return duration.toMillis() + "ms";
        }
        return part(duration.toHours(), "h") + part(duration.toMinutesPart(), "m")
                + part(duration.toSecondsPart(), "s");
    }

    private static String part(long number, String unit) {
        return number == 0 ? "" : number + unit;
    }
}
