package dev.skep.drone.checkout;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.skep.drone.checkout.RemoteUrl.Scheme;
import dev.skep.drone.secret.Secret;
import org.jspecify.annotations.Nullable;

/** Takes an address apart. Java's own URI knows neither {@code user@host:path} nor blanks. */
final class RemoteUrlParser {

    private static final Pattern URL = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://([^/]*)(/.*)?");
    private static final Pattern SHORT_SSH = Pattern.compile("([^/:]+):([^:].*)");
    private static final Pattern SERVER = Pattern
            .compile("(?:(.*)@)?([^@\\[\\]:]*|\\[[^@\\[\\]]*])(?::([0-9]{1,5})?)?");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]*|\\[[0-9A-Fa-f:.]+]");
    private static final int LAST_PORT = 65535;

    private final String url;

    RemoteUrlParser(String url) {
        this.url = url;
    }

    RemoteUrl parse() throws Refusal {
        if (url.chars().anyMatch(Character::isISOControl)) {
            throw wrong("holds control characters");
        }
        if (url.startsWith("/")) {
            return file(url, url);
        }
        var parts = URL.matcher(url);
        if (parts.matches()) {
            var path = Optional.ofNullable(parts.group(3)).orElse("");
            return withScheme(scheme(parts.group(1)), parts.group(2), path);
        }
        var shortSsh = SHORT_SSH.matcher(url);
        if (shortSsh.matches()) {
            return ssh(shortSsh.group(1), shortSsh.group(2), ":");
        }
        throw wrong("is none that a drone knows");
    }

    private RemoteUrl withScheme(Scheme scheme, String server, String path) throws Refusal {
        return switch (scheme) {
            case FILE -> file(server.isEmpty() || server.equals("localhost") ? path : "", url);
            case HTTP, HTTPS -> http(scheme, server, path);
            case SSH -> ssh(server, path, "");
        };
    }

    private static Scheme scheme(String word) throws Refusal {
        return Stream.of(Scheme.values()).filter(scheme -> scheme.word().equals(word.toLowerCase(Locale.ROOT)))
                .findFirst().orElseThrow(() -> wrong("begins with " + word + "://"));
    }

    private static RemoteUrl file(String path, String url) throws Refusal {
        if (path.isEmpty()) {
            throw wrong("names no directory");
        }
        return new RemoteUrl(Scheme.FILE, null, "", -1, url.startsWith("/") ? path : decoded(path),
                new Credentials.None(), url);
    }

    private static RemoteUrl http(Scheme scheme, String text, String path) throws Refusal {
        if (path.contains("?") || path.contains("#")) {
            throw wrong("holds a ? or a #");
        }
        var server = Server.parse(text);
        return new RemoteUrl(scheme, null, server.host, server.port, path, server.credentials(),
                scheme.word() + "://" + server.shown() + path);
    }

    /**
     * @param separator what stands before the path: a colon in the short form, where nothing is encoded
     */
    private static RemoteUrl ssh(String text, String path, String separator) throws Refusal {
        var server = Server.parse(text);
        var user = server.user == null ? null : decoded(server.user);
        if (user != null && (user.startsWith("-") || user.isBlank() || user.contains(":"))) {
            throw wrong("has no user name that ssh knows, or a password");
        }
        var decoded = separator.isEmpty() ? decoded(path) : path;
        if (decoded.isEmpty() || decoded.startsWith("-") || decoded.chars().anyMatch(Character::isISOControl)) {
            throw wrong("names no path that a server could have");
        }
        var at = (server.user == null ? "" : server.user + "@") + server.shown();
        return new RemoteUrl(Scheme.SSH, user, server.host, server.port, decoded, new Credentials.None(),
                (separator.isEmpty() ? "ssh://" : "") + at + separator + path);
    }

    private record Server(@Nullable String user, String host, int port) {

        static Server parse(String text) throws Refusal {
            var parts = SERVER.matcher(text);
            if (!parts.matches() || !HOST.matcher(parts.group(2)).matches()) {
                throw wrong("names no host that a drone could connect to");
            }
            var port = parts.group(3) == null ? -1 : Integer.parseInt(parts.group(3));
            if (port > LAST_PORT || port == 0) {
                throw wrong("has a port that cannot be");
            }
            return new Server(parts.group(1), parts.group(2), port);
        }

        /** What stands before the host: a user and a password, or a token alone. */
        Credentials credentials() {
            if (user == null) {
                return new Credentials.None();
            }
            var colon = user.indexOf(':');
            return colon < 0
                    ? new Credentials.Password(decoded(user), new Secret(""))
                    : new Credentials.Password(decoded(user.substring(0, colon)),
                            new Secret(decoded(user.substring(colon + 1))));
        }

        String shown() {
            return port < 0 ? host : host + ":" + port;
        }
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return text;
        }
    }

    /** Does not repeat the address: it may hold a password. */
    private static Refusal wrong(String what) {
        return new Refusal("the repository's address " + what
                + ": give the project an address with https, http, ssh or file, or a path");
    }
}
