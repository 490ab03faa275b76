package dev.skep.standalone.faults.check;

/** In which ways Skep can have broken its word. */
public enum Breach {
    /** An accepted job is not known any more. */
    VANISHED(Sort.LOST),
    /** An accepted job did not end. */
    STRANDED(Sort.LOST),
    /** A job ended as {@code LOST} that had not begun to deploy, or whose drone was well. */
    GIVEN_UP(Sort.LOST),
    /** Output is missing, or the log is not said to be complete. */
    OUTPUT_MISSING(Sort.LOST),
    /** The history has gaps or does not end. */
    HISTORY_BROKEN(Sort.LOST),
    /** A job succeeded that did not deploy. */
    NOT_DEPLOYED(Sort.LOST),
    /** A job deployed more than once. */
    DEPLOYED_TWICE(Sort.DOUBLED),
    /** Output came more than once, or in another order. */
    OUTPUT_DOUBLED(Sort.DOUBLED),
    /** There are more jobs than were asked for. */
    UNASKED(Sort.DOUBLED),
    /** A job was run again although its drone was well. */
    NEEDLESS_ATTEMPT(Sort.DOUBLED),
    /** A job ended in another way than it must. */
    WRONG_CONCLUSION(Sort.OTHER),
    /** A process of a job is left. */
    PROCESS_LEFT(Sort.OTHER),
    /** A cancelled job does not say what became of its processes. */
    EVIDENCE_MISSING(Sort.OTHER),
    /** A message ended in the dead queue that was of use. */
    BURIED_ALIVE(Sort.OTHER),
    /** A service ended by itself. */
    SERVICE_ENDED(Sort.OTHER),
    /** A service is not back at its place, or a job not where it must be, in any time. */
    NEVER(Sort.OTHER),
    /** Something took longer than it may. */
    TOO_SLOW(Sort.OTHER),
    /** The suite could not do what it was to do. */
    NOT_DONE(Sort.OTHER);

    private final Sort sort;

    Breach(Sort sort) {
        this.sort = sort;
    }

    /** What is counted together. */
    public enum Sort {
        /** A job or a part of it. */
        LOST,
        /** A job or a part of it, run or shown twice. */
        DOUBLED,
        /** Anything else. */
        OTHER
    }

    /** What it counts as. */
    public Sort sort() {
        return sort;
    }
}
