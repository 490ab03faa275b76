package dev.skep.drone.process;

import java.util.List;
import java.util.Set;

/** Processes that are to end together: those of a command, or those of all commands of a job. */
public interface Family {

    /**
     * A process that lives.
     *
     * @param pid its id, where it runs
     * @param program what it runs, without arguments; empty when that cannot be read
     */
    record Member(long pid, String program) {}

    /**
     * Looks for all that live, and signals them.
     *
     * @param except the ids of those that do not get this signal
     * @return all that lived when it looked, with those that did not get the signal
     * @throws java.io.UncheckedIOException when where they run does not answer
     */
    List<Member> signal(Signal signal, Set<Long> except);

    /** Whether none can come when none is found: false while a command is about to begin. */
    boolean isComplete();
}
