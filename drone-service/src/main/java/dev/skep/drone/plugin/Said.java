package dev.skep.drone.plugin;

import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.skep.message.Phase;
import dev.skep.plugin.Command;
import org.jspecify.annotations.Nullable;

/** What a plugin's program says: {@code docs/plugins.md}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
sealed interface Said {

    /** It is ready for the job. All that is missing is nothing. */
    @JsonTypeName("ready")
    record Ready(@Nullable Set<Phase> phases, @Nullable Map<String, String> env, @Nullable List<String> path,
            @Nullable Map<Phase, List<Listed>> commands) implements Said {}

    /** A command that runs without being asked for: a text, or an object with a name. */
    record Listed(String run, @Nullable String name) {

        @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
        public Listed {
        }

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        static Listed of(String run) {
            return new Listed(run, null);
        }

        Command command() {
            return new Command(run, name, null);
        }
    }

    /** Run this, and tell how it ended. */
    @JsonTypeName("run")
    record Run(@Nullable String run, @Nullable String name) implements Said {

        Command command() {
            return new Command(run == null ? "" : run, name, null);
        }
    }

    /** Send this to who watches the job. */
    @JsonTypeName("data")
    record Data(@Nullable Map<String, Object> data) implements Said {}

    /** Write this to the log. */
    @JsonTypeName("print")
    record Print(@Nullable String text) implements Said {}

    /** Its part of the phase is done. */
    @JsonTypeName("done")
    record Done() implements Said {}

    /** The phase has failed. */
    @JsonTypeName("failed")
    record Failed(@Nullable Integer exitCode) implements Said {}

    /** It cannot do its part. */
    @JsonTypeName("failure")
    record Failure(@Nullable String reason) implements Said {}

    /** Nothing: the program has ended. */
    record Ended() implements Said {}
}
