package dev.skep.plugin;

import java.io.IOException;
import java.util.List;

/**
 * Adds to what jobs do: environment variables, commands, or code of its own that runs within the drone. One instance serves
 * all jobs, several at once.
 */
public interface Plugin {

    /** The id by which projects name it: small letters, digits and {@code -}. */
    String id();

    /** The settings that it takes. Jobs that give others, or wrong ones, end before anything runs. */
    default List<Setting> settings() {
        return List.of();
    }

    /**
     * Gets ready for one job. The code is checked out, and nothing has run yet.
     *
     * @return what it does for this job
     * @throws PluginFailure when it cannot do its part; the job ends with conclusion {@code ERROR}
     */
    Work begin(Job job) throws PluginFailure, IOException;
}
