package dev.skep.standalone;

/** Something that whoever typed the command can mend; the message says what and how. */
public final class CannotStart extends RuntimeException {

    public CannotStart(String message) {
        super(message);
    }

    public CannotStart(String message, Throwable cause) {
        super(message, cause);
    }
}
