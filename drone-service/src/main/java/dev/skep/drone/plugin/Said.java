package dev.skep.drone.plugin;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.skep.message.Phase;
import dev.skep.plugin.Command;
import org.jspecify.annotations.Nullable;

/** What comes of listening to a plugin's program. */
sealed interface Said {

    /**
     * A line that it wrote: {@code docs/plugins.md}. What must be there is checked here, because its author may have
     * forgotten or misspelt it; the exception's message says what it is.
     */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    sealed interface Message extends Said {}

    /** It is ready for the job. All that is missing is nothing. */
    @JsonTypeName("ready")
    record Ready(@Nullable Set<Phase> phases, @Nullable Map<String, String> env, @Nullable List<String> path,
            @Nullable Map<Phase, List<Listed>> commands) implements Message {

        public Ready {
            requireNoNull(env == null ? null : env.values(), "env");
            requireNoNull(path, "path");
            if (commands != null) {
                requireNoNull(commands.values(), "commands");
                commands.values().forEach(listed -> requireNoNull(listed, "commands"));
            }
        }
    }

    /** A command that runs without being asked for: a text, or an object with a name. */
    record Listed(String run, @Nullable String name) {

        @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
        public Listed {
            requireCommand(run);
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
    record Run(String run, @Nullable String name) implements Message {

        public Run {
            requireCommand(run);
        }

        Command command() {
            return new Command(run, name, null);
        }
    }

    /** Send this to who watches the job. */
    @JsonTypeName("data")
    record Data(Map<String, Object> data) implements Message {

        public Data {
            require(data, "data");
        }
    }

    /** Write this to the log. */
    @JsonTypeName("print")
    record Print(String text) implements Message {

        public Print {
            require(text, "text");
        }
    }

    /** Its part of the phase is done. */
    @JsonTypeName("done")
    record Done() implements Message {}

    /** The phase has failed. */
    @JsonTypeName("failed")
    record Failed(@Nullable Integer exitCode) implements Message {}

    /** It cannot do its part. */
    @JsonTypeName("failure")
    record Failure(String reason) implements Message {

        public Failure {
            require(reason, "reason");
        }
    }

    /** Nothing: the program has ended. */
    record Ended() implements Said {}

    private static void require(@Nullable Object value, String key) {
        if (value == null) {
            throw new IllegalArgumentException("the key " + key + " is missing");
        }
    }

    /** An empty one would run, and succeed. */
    private static void requireCommand(@Nullable String run) {
        if (run == null || run.isBlank()) {
            throw new IllegalArgumentException("the key run, with a command, is missing");
        }
    }

    private static void requireNoNull(@Nullable Collection<?> values, String key) {
        if (values != null && values.stream().anyMatch(Objects::isNull)) {
            throw new IllegalArgumentException("null stands in " + key);
        }
    }
}
