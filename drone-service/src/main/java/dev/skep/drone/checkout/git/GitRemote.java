package dev.skep.drone.checkout.git;

import java.nio.file.Path;
import java.time.Duration;

import dev.skep.drone.checkout.Credentials;
import dev.skep.drone.checkout.Refusal;
import dev.skep.drone.checkout.RemoteUrl;
import dev.skep.drone.checkout.RemoteUrl.Scheme;
import dev.skep.drone.checkout.ssh.HostKeys;
import dev.skep.drone.checkout.ssh.PrivateKeys;
import org.eclipse.jgit.errors.NotSupportedException;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.SshTransport;
import org.eclipse.jgit.transport.TagOpt;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.URIish;
import org.jspecify.annotations.Nullable;

/** The way to a repository: where it is, and what opens it. */
final class GitRemote {

    private static final String USER = "git";

    private final RemoteUrl url;
    private final Duration silence;
    private final @Nullable CredentialsProvider password;
    private final @Nullable SshSessions ssh;

    private GitRemote(RemoteUrl url, Duration silence, @Nullable CredentialsProvider password,
            @Nullable SshSessions ssh) {
        this.url = url;
        this.silence = silence;
        this.password = password;
        this.ssh = ssh;
    }

    /**
     * @param silence how long the remote may say nothing
     * @param home an own directory, in the place of the user's home
     */
    static GitRemote of(RemoteUrl url, Credentials credentials, HostKeys hostKeys, Duration silence, Path home)
            throws Refusal {
        return switch (credentials) {
            case Credentials.None none -> new GitRemote(url, silence, null, null);
            case Credentials.Password given -> new GitRemote(url, silence, new HttpPassword(url, given), null);
            case Credentials.PrivateKey given -> new GitRemote(url, silence, null, new SshSessions(
                    PrivateKeys.open(given), new ServerKeys(url, hostKeys, given.knownHosts()), home));
        };
    }

    RemoteUrl url() {
        return url;
    }

    Transport open(Repository local) throws TransportException, NotSupportedException {
        var transport = Transport.open(local, address());
        transport.setTagOpt(TagOpt.NO_TAGS);
        transport.setTimeout(Math.toIntExact(Math.max(1, silence.toSeconds())));
        transport.setCredentialsProvider(password);
        if (transport instanceof SshTransport secure && ssh != null) {
            secure.setSshSessionFactory(ssh);
        }
        return transport;
    }

    private URIish address() {
        var plain = new URIish().setPath(url.path());
        if (url.scheme() == Scheme.FILE) {
            return plain;
        }
        var isRelative = !url.path().startsWith("/");
        var address = plain.setHost(url.host()).setPort(url.port());
        if (url.scheme() == Scheme.SSH) {
            address = address.setUser(url.user() == null ? USER : url.user());
        }
        return isRelative ? address : address.setScheme(url.scheme().word());
    }

    /** Goes on where what was asked for may be the cause, and something else may be had. */
    void requireAccess(TransportException failure) throws Refusal {
        if ((ssh != null && ssh.servers().refusal() != null) || GitFailure.closed(url, failure) != null) {
            throw explain(failure);
        }
    }

    /** Why the remote could not be read. */
    Refusal explain(TransportException failure) {
        var wrongServer = ssh == null ? null : ssh.servers().refusal();
        return wrongServer == null ? GitFailure.explain(url, failure) : wrongServer;
    }
}
