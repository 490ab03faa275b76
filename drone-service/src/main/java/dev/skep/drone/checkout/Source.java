package dev.skep.drone.checkout;

import org.jspecify.annotations.Nullable;

/**
 * A repository, and how it is to be checked out.
 *
 * @param url what the version control program clones from
 * @param submodules whether repositories within the repository are checked out too
 * @param depth how many commits of history come along, at least 1; null for all of them
 */
public record Source(String url, Credentials credentials, boolean submodules, @Nullable Integer depth) {

    public Source {
        if (depth != null && depth < 1) {
            throw new IllegalArgumentException("a checkout is at least one commit deep, not " + depth);
        }
    }

    /** A repository that is open to anybody, as a whole. */
    public static Source open(String url) {
        return new Source(url, new Credentials.None(), false, null);
    }
}
