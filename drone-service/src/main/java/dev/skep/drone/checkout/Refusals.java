package dev.skep.drone.checkout;

/** What goes wrong with any remote repository, in the same words for each version control program. */
public final class Refusals {

    private Refusals() {}

    /** The job is to end. */
    public static String cancelled() {
        return "the checkout was cancelled";
    }

    /** Its host's name means nothing. */
    public static String unknownHost(RemoteUrl url) {
        return "the host " + url.host() + " is not known: check the project's repository address";
    }

    /**
     * Nobody answers.
     *
     * @param how what happened instead
     */
    public static String unreachable(RemoteUrl url, String how) {
        return url.shown() + " cannot be reached (" + how + "): check the address, and that the server is up";
    }

    /** No secure connection can be made. */
    public static String insecure(RemoteUrl url, String how) {
        return "no secure connection to " + url.shown() + " could be made (" + how
                + "): check the server's certificate";
    }

    /** The server answers, and has nothing there. */
    public static String noRepository(RemoteUrl url) {
        return "there is no repository at " + url.shown()
                + ", or not for this drone: check the project's repository address";
    }

    /** The server wants other credentials. */
    public static String refusedAccess(RemoteUrl url) {
        return url.shown() + " refused access: check the project's credentials";
    }

    /** Something else. */
    public static String unreadable(RemoteUrl url, String how) {
        return url.shown() + " could not be read: " + how;
    }

    /** There is a repository, without a commit to begin with. */
    public static String empty(RemoteUrl url) {
        return url.shown() + " has no commit on its default branch yet: push one";
    }

    /** There is a repository, without this commit. */
    public static String noCommit(RemoteUrl url, String commit) {
        return "there is no commit " + commit + " in " + url.shown() + ": was it pushed?";
    }

    /** Something asked for is not the id of any commit. */
    public static String noCommitId(String text) {
        return "\"" + text + "\" is no commit id: give all its hexadecimal digits";
    }

    /** Something asked for cannot be the name of a branch. */
    public static String noBranchName(String text) {
        return "\"" + text + "\" is no name for a branch: ask for another";
    }

    /**
     * There is a repository, without this.
     *
     * @param what what is not there, such as {@code branch main}
     * @param instead what to ask for
     */
    public static String missing(RemoteUrl url, String what, String instead) {
        return "there is no " + what + " in " + url.shown() + ": push it, or ask for " + instead;
    }
}
