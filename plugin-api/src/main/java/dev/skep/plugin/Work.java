package dev.skep.plugin;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.skep.message.Phase;

/** What a plugin does for one job. Called by one thread at a time. */
public interface Work extends AutoCloseable {

    /** Environment variables for all commands of the job; a later plugin's, and those of {@code skep.yml}, win. */
    default Map<String, String> environment() {
        return Map.of();
    }

    /** Directories that go in front of the {@code PATH} of all commands of the job, the first one first. */
    default List<String> path() {
        return List.of();
    }

    /** The phases in which it takes part. */
    Set<Phase> phases();

    /**
     * Does its part of a phase; called only for {@link #phases}, and not after a phase has failed, but for the cleanup. At
     * the job's deadline the steps end it; while it waits for something else, nothing does.
     *
     * @param steps what it can do there
     * @throws CommandFailed when a command failed, and the phase with it
     * @throws PluginFailure when it cannot do its part; the job ends with conclusion {@code ERROR}. In the cleanup the
     *             reason is written to the log, and the conclusion stays
     */
    void run(Phase phase, Steps steps) throws CommandFailed, PluginFailure, IOException;

    /** The job is over. */
    @Override
    default void close() {}
}
