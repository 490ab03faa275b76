package dev.skep.gateway.project;

import java.util.regex.Pattern;

import dev.skep.gateway.problem.Field;
import dev.skep.message.Ref;
import dev.skep.message.Vcs;

/** Which names of branches, refs and commits there can be. What cannot be a name may be an option to a program. */
public final class RefNames {

    private static final int MOST_CHARACTERS = 250;
    /** The rules of {@code git check-ref-format}, and no minus sign in front. */
    private static final Pattern GIT = Pattern.compile("(?![-/.])(?!.*(?:\\.\\.|//|/\\.|@\\{|\\.lock(?:/|$)))"
            + "[^\\p{Cntrl} ~^:?*\\[\\\\]+(?<![./])");
    private static final Pattern HG = Pattern.compile("(?![- ])[^\\p{Cntrl}:]+(?<! )");
    private static final Pattern GIT_COMMIT = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");
    private static final Pattern HG_COMMIT = Pattern.compile("[0-9a-f]{40}");

    private RefNames() {}

    /** Lets a branch, tag or commit of git pass. */
    public static void requireName(Field field, String name) {
        requireBranch(field, name, Vcs.GIT);
    }

    static void requireBranch(Field field, String name, Vcs vcs) {
        field.requireLine(name, MOST_CHARACTERS);
        field.refuse(!(vcs == Vcs.GIT ? GIT : HG).matcher(name).matches(), "is no name that " + vcs.word() + " allows");
    }

    /** Lets the whole id of a commit pass. */
    public static void requireCommit(Field field, String id, Vcs vcs) {
        field.refuse(!(vcs == Vcs.GIT ? GIT_COMMIT : HG_COMMIT).matcher(id).matches(),
                "takes a whole commit id of 40 lower-case hex digits: see "
                        + (vcs == Vcs.GIT ? "git rev-parse" : "hg log --template '{node}'"));
    }

    /** Lets a ref pass that this kind of repository can have. The fields are those of {@code ref}. */
    public static void require(Ref ref, Vcs vcs) {
        var field = new Field("ref");
        if (ref.branch() != null) {
            requireBranch(field.child("branch"), ref.branch(), vcs);
        }
        if (ref.id() != null) {
            requireCommit(field.child("id"), ref.id(), vcs);
        }
        if (ref.fetch() != null) {
            requireRefspec(field.child("fetch"), ref.fetch(), vcs);
        }
    }

    /** A refspec is a name, or two of them with a colon between, with a plus sign in front or without. */
    private static void requireRefspec(Field field, String refspec, Vcs vcs) {
        field.requireLine(refspec, 2 * MOST_CHARACTERS);
        for (var name : (refspec.startsWith("+") ? refspec.substring(1) : refspec).split(":", 2)) {
            field.refuse(!(vcs == Vcs.GIT ? GIT : HG).matcher(name).matches(),
                    "takes a ref such as +refs/pull/1/merge");
        }
    }
}
