package dev.skep.standalone;

/** Something that whoever typed the command can mend; the message says what and how. */
final class CannotStart extends RuntimeException {

    CannotStart(String message) {
        super(message);
    }

    CannotStart(String message, Throwable cause) {
        super(message, cause);
    }
}
