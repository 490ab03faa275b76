package dev.skep.message;

import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import org.jspecify.annotations.Nullable;

/**
 * Who or what asked for a job.
 *
 * @param type {@code manual}, {@code commit}, {@code pull-request}, {@code dependency}, or another that a plugin adds
 * @param author the person behind it, null where none is known
 * @param message one line or more for people, null where there is none
 * @param timestamp when it happened
 * @param url the page that explains it, null where there is none
 * @param source the way by which it came in
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Trigger(String type, @Nullable Author author, @Nullable String message, Instant timestamp,
        @Nullable String url, Source source) {

    /** Somebody asked by hand, on a page or through the API. */
    public static final String MANUAL = "manual";
    /** A commit was pushed. */
    public static final String COMMIT = "commit";
    /** Somebody asks for a merge. */
    public static final String PULL_REQUEST = "pull-request";
    /** A job of another project succeeded. */
    public static final String DEPENDENCY = "dependency";

    /** A person, as far as the trigger's source knows them; every field may be null. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Author(@Nullable String id, @Nullable String url, @Nullable String name, @Nullable String email,
            @Nullable String gravatar, @Nullable String username) {}

    /** The way by which a trigger came in. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    public sealed interface Source {}

    /** A button on the named page. */
    @JsonTypeName("UI")
    public record Ui(String page) implements Source {}

    /** A REST call by the named application. */
    @JsonTypeName("API")
    public record Api(String app) implements Source {}

    /** The named plugin, such as a forge's webhook. */
    @JsonTypeName("plugin")
    public record Plugin(String plugin) implements Source {}
}
