package dev.skep.message;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What a drone must offer to get a job.
 *
 * @param vcs the version control program
 * @param plugins ids of plugins
 * @param executor the way in which commands run; null for any
 * @param labels labels with their values
 * @param keys the ids of the keys that open what is sealed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Needs(Vcs vcs, List<String> plugins, @Nullable String executor, Map<String, String> labels,
        List<String> keys) {

    public Needs {
        plugins = List.copyOf(plugins);
        labels = Map.copyOf(labels);
        keys = List.copyOf(keys);
    }

    /** Nothing but the version control program. */
    public static Needs of(Vcs vcs) {
        return new Needs(vcs, List.of(), null, Map.of(), List.of());
    }
}
