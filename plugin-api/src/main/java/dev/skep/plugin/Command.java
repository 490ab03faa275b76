package dev.skep.plugin;

import java.time.Duration;
import java.util.Objects;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * A command for {@code sh -e -c}, run in the checkout.
 *
 * @param run what to run
 * @param name what to call it; null for the command itself
 * @param timeout the longest it may run; null for as long as the job may
 */
public record Command(String run, @Nullable String name, @Nullable Duration timeout) {

    /** The form of names that environment variables have in {@code sh}. */
    public static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

    /** @throws NullPointerException without something to run */
    public Command {
        Objects.requireNonNull(run, "a command without something to run");
    }

    /** A command without a name. */
    public static Command of(String run) {
        return new Command(run, null, null);
    }

    /** A command with a name. */
    public static Command of(String run, String name) {
        return new Command(run, name, null);
    }

    /** One word of a command, whatever it holds: {@code sh} takes nothing in it for more than it is. */
    public static String quoted(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
