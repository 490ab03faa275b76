package dev.skep.drone.checkout.hg;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

import dev.skep.drone.checkout.Credentials;
import dev.skep.drone.checkout.HttpUser;
import dev.skep.drone.checkout.Refusal;
import dev.skep.drone.checkout.RemoteUrl;

/** Writes addresses the way {@code hg} reads them: all that it could misunderstand is encoded. */
final class HgAddress {

    private static final String USER = "hg";

    private HgAddress() {}

    /** The address, with a password in it where there is one. */
    static String of(RemoteUrl url, Credentials credentials) throws Refusal {
        return switch (url.scheme()) {
            case FILE -> "file://" + encodedPath(url.path());
            case HTTP, HTTPS -> url.scheme().word() + "://" + user(url, credentials) + server(url)
                    + url.path().replace("#", "%23");
            case SSH -> "ssh://" + encoded(url.user() == null ? USER : url.user()) + "@" + server(url) + "/"
                    + encodedPath(sshPath(url));
        };
    }

    /** In {@code user@host:path} a path is as the server takes it; in a URL it comes after one more slash. */
    private static String sshPath(RemoteUrl url) {
        return url.path().startsWith("/") && url.shown().startsWith("ssh://")
                ? url.path().substring(1)
                : url.path();
    }

    private static String user(RemoteUrl url, Credentials credentials) throws Refusal {
        if (!(credentials instanceof Credentials.Password password)) {
            return "";
        }
        var user = HttpUser.of(url, password);
        var secret = password.password().value();
        if (!StandardCharsets.US_ASCII.newEncoder().canEncode(user + secret)) {
            throw new Refusal("hg takes only ASCII characters in a user's name and password: give the project others");
        }
        return encoded(user) + ":" + encoded(secret) + "@";
    }

    private static String server(RemoteUrl url) {
        return url.port() < 0 ? url.host() : url.host() + ":" + url.port();
    }

    private static String encodedPath(String path) {
        return encoded(path).replace("%2F", "/");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
