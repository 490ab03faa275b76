package dev.skep.drone.checkout;

/** The user's name for a server that wants one. */
public final class HttpUser {

    /**
     * Stands for the user where a token says who it is. GitHub documents it for its tokens; GitLab, Gitea and Forgejo take
     * any name with a token.
     */
    private static final String ANY = "x-access-token";

    /** Bitbucket's documentation has this one for its tokens. */
    private static final String OF_BITBUCKET = "x-token-auth";

    private HttpUser() {}

    /** The project's own, or one that goes with a token. */
    public static String of(RemoteUrl url, Credentials.Password credentials) {
        if (credentials.username() != null) {
            return credentials.username();
        }
        return url.host().equalsIgnoreCase("bitbucket.org") ? OF_BITBUCKET : ANY;
    }
}
