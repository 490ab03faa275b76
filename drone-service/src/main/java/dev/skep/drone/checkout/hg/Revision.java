package dev.skep.drone.checkout.hg;

import java.util.regex.Pattern;

import dev.skep.drone.checkout.Refusal;
import dev.skep.drone.checkout.Refusals;

/** Names of revisions that come from outside, checked. */
final class Revision {

    /** The branch on which hg puts what is on no other. */
    static final String DEFAULT_BRANCH = "default";
    /** The newest revision, on whichever branch. */
    static final String NEWEST = "tip";

    private static final Pattern ID = Pattern.compile("[0-9a-f]{40}");
    private static final Pattern NUMBER = Pattern.compile("[0-9]+");
    /** What hg allows in no name; {@code (} and others it does, although they mean something in expressions. */
    private static final Pattern NO_NAME = Pattern.compile("-.*|.*[:\\p{Cntrl}].*|\\s.*|.*\\s|tip|null|\\.|",
            Pattern.DOTALL);

    private Revision() {}

    /** A branch, bookmark or tag. */
    static String ofBranch(String name) throws Refusal {
        if (!isName(name)) {
            throw new Refusal(Refusals.noBranchName(name));
        }
        return name;
    }

    /** Any one name, or a whole id. */
    static String ofFetch(String name) throws Refusal {
        if (!isName(name) && !isId(name)) {
            throw new Refusal("\"" + name + "\" names no revision to fetch: give one branch, bookmark, tag or id");
        }
        return name;
    }

    /** A whole id. */
    static String ofId(String hex) throws Refusal {
        if (!isId(hex)) {
            throw new Refusal(Refusals.noCommitId(hex));
        }
        return hex;
    }

    private static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    /** Numbers count a clone's revisions, each clone differently; hg allows them as no name either. */
    private static boolean isName(String text) {
        return !NO_NAME.matcher(text).matches() && !NUMBER.matcher(text).matches();
    }

    /**
     * Whether a remote took the beginning of an id for a name.
     *
     * @param found the id that the remote found
     */
    static boolean isAbbreviation(String name, String found) {
        return !isId(name) && found.startsWith(name);
    }

    /** The name in an expression, where the remote is a directory and would take a bare one for an expression. */
    static String quoted(String name) {
        return "\"" + name.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
