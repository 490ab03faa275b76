package dev.skep.message;

import java.util.regex.Pattern;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import org.jspecify.annotations.Nullable;

/** Where a plugin comes from that the drone does not have. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public sealed interface PluginSource {

    /**
     * A package of the npm registry that the drone's {@code npm} is set up for.
     *
     * @param name the package's name
     * @param version the very version, such as {@code 1.2.0}
     */
    @JsonTypeName("npm")
    record Npm(String name, String version) implements PluginSource {

        /** The form of names, as npm's documentation of {@code package.json} has it. */
        public static final Pattern NAME = Pattern
                .compile("(?=.{1,214}$)(@[a-z0-9~-][a-z0-9._~-]*/)?[a-z0-9~-][a-z0-9._~-]*");
        /** The form of versions, as Semantic Versioning 2.0.0 has it. */
        public static final Pattern VERSION = Pattern
                .compile("(?=.{1,214}$)[0-9]+\\.[0-9]+\\.[0-9]+(-[0-9A-Za-z.-]+)?(\\+[0-9A-Za-z.-]+)?");
    }

    /**
     * A git repository.
     *
     * @param url what git clones from, without credentials
     * @param ref a branch, tag or commit
     * @param auth what opens it; null where nothing is needed
     */
    @JsonTypeName("git")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Git(String url, String ref, @Nullable Auth auth) implements PluginSource {}
}
