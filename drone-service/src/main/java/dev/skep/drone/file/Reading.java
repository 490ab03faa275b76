package dev.skep.drone.file;

/** What came of reading a repository's {@code skep.yml}. */
public sealed interface Reading {

    /** It is in order. */
    record Read(JobFile file) implements Reading {}

    /** There is none. */
    record Missing() implements Reading {}

    /**
     * It is wrong.
     *
     * @param reason what is wrong and what was expected, for the project's people
     */
    record Refused(String reason) implements Reading {}
}
