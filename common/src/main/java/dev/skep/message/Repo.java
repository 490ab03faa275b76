package dev.skep.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import org.jspecify.annotations.Nullable;

/**
 * Where a project's code is.
 *
 * @param url what the version control program clones from, without credentials
 * @param vcs the version control program
 * @param provider the forge, such as {@code github}; null for a plain URL
 * @param auth what opens it; null where nothing is needed
 * @param submodules whether repositories within the repository are checked out too; null means no
 * @param depth how many commits of history come along, at least 1; null for all of them
 */
public record Repo(String url, Vcs vcs, @Nullable String provider,
        @JsonInclude(Include.NON_NULL) @Nullable Auth auth,
        @JsonInclude(Include.NON_NULL) @Nullable Boolean submodules,
        @JsonInclude(Include.NON_NULL) @Nullable Integer depth) {

    /** A repository that opens to anybody, checked out as a whole. */
    public static Repo open(String url, Vcs vcs) {
        return new Repo(url, vcs, null, null, null, null);
    }

    /** The same repository, with what opens it. */
    public Repo with(@Nullable Auth other) {
        return new Repo(url, vcs, provider, other, submodules, depth);
    }
}
