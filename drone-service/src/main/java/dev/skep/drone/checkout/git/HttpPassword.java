package dev.skep.drone.checkout.git;

import dev.skep.drone.checkout.Credentials;
import dev.skep.drone.checkout.HttpUser;
import dev.skep.drone.checkout.RemoteUrl;
import dev.skep.drone.checkout.RemoteUrl.Scheme;
import org.eclipse.jgit.transport.CredentialItem;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.URIish;

/** Gives a project's password to the server of its repository, and to no other to which that one may redirect. */
final class HttpPassword extends CredentialsProvider {

    private final RemoteUrl url;
    private final Credentials.Password credentials;

    HttpPassword(RemoteUrl url, Credentials.Password credentials) {
        this.url = url;
        this.credentials = credentials;
    }

    @Override
    public boolean isInteractive() {
        return false;
    }

    @Override
    public boolean supports(CredentialItem... items) {
        for (var item : items) {
            if (!(item instanceof CredentialItem.Username) && !(item instanceof CredentialItem.Password)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean get(URIish uri, CredentialItem... items) {
        if (!isServer(uri) || !supports(items)) {
            return false;
        }
        for (var item : items) {
            if (item instanceof CredentialItem.Username username) {
                username.setValue(HttpUser.of(url, credentials));
            } else if (item instanceof CredentialItem.Password password) {
                password.setValue(credentials.password().value().toCharArray());
            }
        }
        return true;
    }

    /** The server itself; also by https where the address says http and no port, because that is but safer. */
    private boolean isServer(URIish uri) {
        if (!url.host().equalsIgnoreCase(uri.getHost())) {
            return false;
        }
        var safer = url.scheme() == Scheme.HTTP && url.port() < 0 && "https".equals(uri.getScheme());
        var scheme = safer ? Scheme.HTTPS : url.scheme();
        var port = safer ? Scheme.HTTPS.defaultPort() : url.portNumber();
        return scheme.word().equals(uri.getScheme())
                && (uri.getPort() < 0 ? scheme.defaultPort() : uri.getPort()) == port;
    }
}
