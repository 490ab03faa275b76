package dev.skep.drone.checkout;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

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
            throw new Refusal("\"" + branch + "\" is no name for a branch: ask for another");
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
        return CACHED + sha256(remote);
    }

    static String sha256(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
