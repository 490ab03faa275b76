package dev.skep.drone.checkout.git;

import dev.skep.drone.checkout.CloneCache;
import dev.skep.drone.checkout.Refusal;
import dev.skep.drone.checkout.Refusals;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Repository;

/** Names of refs that come from outside, checked, and the names that they have in the cached clone. */
final class RefName {

    private static final String CACHED = "refs/skep/";

    private RefName() {}

    /** The full name of a branch. */
    static String ofBranch(String branch) throws Refusal {
        var name = Constants.R_HEADS + branch;
        if (branch.startsWith("-") || !Repository.isValidRefName(name)) {
            throw new Refusal(Refusals.noBranchName(branch));
        }
        return name;
    }

    /** The remote side of a refspec. */
    static String ofFetch(String refspec) throws Refusal {
        var source = refspec.startsWith("+") ? refspec.substring(1) : refspec;
        var end = source.indexOf(':');
        var name = end < 0 ? source : source.substring(0, end);
        if (name.startsWith("-") || !Repository.isValidRefName(name)) {
            throw new Refusal("\"" + refspec + "\" names no ref to fetch: write it like refs/pull/1/merge");
        }
        return name;
    }

    /** Where the clone keeps what it fetched. Hashed, because a remote may replace branch {@code a} by {@code a/b}. */
    static String cached(String remote) {
        return CACHED + CloneCache.sha256(remote);
    }
}
