package dev.skep.gateway.project;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.skep.gateway.problem.Field;
import dev.skep.message.Vcs;
import org.jspecify.annotations.Nullable;

/**
 * The address of a repository, as far as it matters who gets its credentials.
 *
 * @param scheme {@code file}, {@code http}, {@code https} or {@code ssh}
 * @param server host and port; empty for files
 */
record RepositoryUrl(String scheme, String server) {

    private static final int MOST_CHARACTERS = 2000;
    private static final Pattern FILE = Pattern.compile("(?i:file://.+)|/.+");
    private static final Pattern REMOTE = Pattern.compile(
            "(?i)(https?|ssh)://(?:([^/]*)@)?([\\p{L}\\p{N}][\\p{L}\\p{N}._-]*|\\[[0-9a-f:.]+])(?::([0-9]{1,5}))?(?:/\\S*)?");
    private static final Pattern SCP = Pattern.compile(
            "([A-Za-z0-9_][A-Za-z0-9._-]*)@([\\p{L}\\p{N}][\\p{L}\\p{N}._-]*|\\[[0-9A-Fa-f:.]+]):([^-\\s]\\S*)");

    /**
     * Reads an address.
     *
     * @param field where it stands
     */
    static RepositoryUrl parse(Field field, @Nullable String url, Vcs vcs) {
        if (url == null || url.isBlank()) {
            throw field.invalid("must not be blank");
        }
        field.requireLine(url, MOST_CHARACTERS);
        if (FILE.matcher(url).matches()) {
            return new RepositoryUrl("file", "");
        }
        var scp = SCP.matcher(url);
        if (scp.matches()) {
            field.refuse(vcs == Vcs.HG, "takes ssh://user@host/path for hg");
            return new RepositoryUrl("ssh", server(scp.group(2), null, "ssh"));
        }
        var remote = REMOTE.matcher(url);
        field.refuse(!remote.matches(), "takes a file, http, https or ssh address, user@host:path or an absolute path");
        return remote(field, remote);
    }

    private static RepositoryUrl remote(Field field, Matcher url) {
        var scheme = url.group(1).toLowerCase(Locale.ROOT);
        var user = url.group(2);
        if (user != null) {
            field.refuse(!scheme.equals("ssh") || user.contains(":"),
                    "must hold no user or password: put them into auth");
            field.refuse(!user.matches("[A-Za-z0-9_][A-Za-z0-9._-]*"), "names a user that cannot be");
        }
        return new RepositoryUrl(scheme, server(url.group(3), url.group(4), scheme));
    }

    private static String server(String host, @Nullable String port, String scheme) {
        var usual = switch (scheme) {
            case "http" -> "80";
            case "https" -> "443";
            default -> "22";
        };
        return host.toLowerCase(Locale.ROOT) + ":" + (port == null ? usual : port);
    }
}
