package dev.skep.drone.checkout;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * The address of a repository, taken apart. Its parts are checked: none begins with a dash, which a program could take for
 * an option, or holds control characters.
 *
 * @param user who connects by ssh; null where the address names nobody
 * @param host empty for files
 * @param port -1 for the scheme's own
 * @param path where the server has the repository: as the address has it for http, decoded for the others
 * @param embedded the credentials that stood in the address
 * @param shown the address without credentials, as it may be shown and stored
 */
public record RemoteUrl(Scheme scheme, @Nullable String user, String host, int port, String path,
        Credentials embedded, String shown) {

    /** The ways to a repository. */
    public enum Scheme {
        /** A directory of the drone's machine. */
        FILE(-1),
        /** HTTP, in the open. */
        HTTP(80),
        /** HTTP, encrypted. */
        HTTPS(443),
        /** A program on the server, run by ssh. */
        SSH(22);

        private final int port;

        Scheme(int port) {
            this.port = port;
        }

        /** The port where none is named; -1 for files. */
        public int defaultPort() {
            return port;
        }

        /** The word before the colon. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Takes an address apart: a URL with file, http, https or ssh, {@code user@host:path}, or an absolute path. */
    public static RemoteUrl parse(String url) throws Refusal {
        return new RemoteUrlParser(url).parse();
    }

    /** Whether what opens the one may be sent to the other. */
    public boolean hasServerOf(RemoteUrl other) {
        return scheme == other.scheme && host.equalsIgnoreCase(other.host) && portNumber() == other.portNumber();
    }

    /** The host as ssh keeps it in its files: without brackets. */
    public String bareHost() {
        return host.replace("[", "").replace("]", "");
    }

    /** The port that is connected to; -1 for files. */
    public int portNumber() {
        return port < 0 ? scheme.port : port;
    }

    /** The credentials given, else those in the address itself. */
    public Credentials given(Credentials credentials) {
        return credentials instanceof Credentials.None ? embedded : credentials;
    }

    /**
     * The credentials that go with this address: those given, else those in the address itself.
     *
     * @throws Refusal when they cannot go together
     */
    public Credentials with(Credentials given) throws Refusal {
        var credentials = given(given);
        var isKey = credentials instanceof Credentials.PrivateKey;
        switch (scheme) {
            case SSH -> {
                if (!isKey) {
                    throw new Refusal(shown + " opens to a private key only: give the project auth of type ssh, or an"
                            + " address with https");
                }
            }
            case HTTP, HTTPS -> {
                if (isKey) {
                    throw new Refusal(shown + " does not open to a private key: give the project auth of type https,"
                            + " or an address with ssh");
                }
            }
            case FILE -> {
                // the file system decides
            }
        }
        return credentials;
    }

    /** The address of a repository that is named relative to this one, as submodules are. */
    public RemoteUrl resolve(String relative) throws Refusal {
        return RelativeUrl.resolve(this, relative);
    }

    /** Without the credentials. */
    @Override
    public String toString() {
        return shown;
    }
}
