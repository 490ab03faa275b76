package dev.skep.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Which state of the code: a branch, perhaps at one commit, or a refspec to fetch. All null means the head of the
 * repository's default branch.
 *
 * @param branch the branch's short name
 * @param id the commit, as full hex
 * @param fetch a refspec such as {@code +refs/pull/141/merge}, instead of a branch
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Ref(@Nullable String branch, @Nullable String id, @Nullable String fetch) {

    /** The head of the default branch. */
    public static final Ref DEFAULT = new Ref(null, null, null);

    public Ref {
        if (branch != null && fetch != null) {
            throw new IllegalArgumentException("a ref is a branch or a refspec to fetch, not both");
        }
    }

    /** A branch at a commit. */
    public static Ref of(String branch, String commit) {
        return new Ref(branch, commit, null);
    }

    /** This ref at the commit it turned out to be. */
    public Ref at(String commit) {
        return new Ref(branch, commit, fetch);
    }
}
