package dev.skep.drone.process;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** How a command came to its end. */
public sealed interface Ending {

    /** What the command returned; 128 + n when signal n ended it. */
    int exitCode();

    /** It ended by itself. */
    record Exited(int exitCode) implements Ending {}

    /** It was ended because a limit passed: {@code limit} says which, for people. */
    record TimedOut(int exitCode, String limit) implements Ending {}

    /** It was ended because the whole job was to stop. */
    record Stopped(int exitCode) implements Ending {}

    /**
     * Nobody knows how it ended, because what ran it is gone.
     *
     * @param reason why, for people: what follows the command's name
     */
    record Lost(String reason) implements Ending {

        /** What {@code ssh} returns for a command whose connection it lost. */
        private static final int CONNECTION_LOST = 255;

        @Override
        public int exitCode() {
            return CONNECTION_LOST;
        }
    }

    /**
     * It never ran.
     *
     * @param reason why, for people: what follows the command's name
     */
    record NotStarted(String reason) implements Ending {

        /** What shells return for what they find but cannot run. */
        private static final int CANNOT_EXECUTE = 126;

        /** Puts what the system says into words of ours. */
        public static NotStarted of(Script script, String message) {
            if (message.toLowerCase(Locale.ROOT).contains("argument list too long")) {
                return new NotStarted("is too long for this system ("
                        + script.text().getBytes(StandardCharsets.UTF_8).length
                        + " bytes, beside its environment): put it into a script file in the repository and run that");
            }
            return new NotStarted("could not be started: " + message);
        }

        @Override
        public int exitCode() {
            return CANNOT_EXECUTE;
        }
    }
}
