package dev.skep.seal;

/** What secrets are sealed for: both sides name it, so that a sealed secret opens only where it belongs. */
public final class Purpose {

    private Purpose() {}

    /** An environment variable of a project's jobs. */
    public static String secret(String project, String name) {
        return "project " + project + ", secret " + name;
    }

    /**
     * A password, key or passphrase that opens a project's repository, or one of its plugins' repositories.
     *
     * @param part {@code password}, {@code key} or {@code passphrase}; of a plugin's repository with the plugin's id
     *            before it, such as {@code lint.password}
     */
    public static String auth(String project, String part) {
        return "project " + project + ", auth " + part;
    }

    /** What a project's webhooks are signed with. Never leaves the gateway. */
    public static String webhook(String project) {
        return "project " + project + ", webhook";
    }
}
