package dev.skep.drone.checkout.git;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.PublicKey;
import java.util.List;

import dev.skep.drone.checkout.Refusal;
import dev.skep.drone.checkout.RemoteUrl;
import dev.skep.drone.checkout.ssh.HostKeys;
import dev.skep.drone.checkout.ssh.KnownHosts;
import dev.skep.drone.checkout.ssh.KnownHosts.Verdict;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.sshd.ServerKeyDatabase;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks the key of one remote's server, and keeps in mind why it was refused, which ssh does not pass on. */
final class ServerKeys implements ServerKeyDatabase {

    private static final Logger log = LoggerFactory.getLogger(ServerKeys.class);

    private final RemoteUrl url;
    private final HostKeys policy;
    private final @Nullable String pinned;
    private volatile @Nullable String refused;

    /**
     * @param pinned the project's own list of keys, which then counts alone
     */
    ServerKeys(RemoteUrl url, HostKeys policy, @Nullable String pinned) {
        this.url = url;
        this.policy = policy;
        this.pinned = pinned;
    }

    @Override
    public List<PublicKey> lookup(String address, InetSocketAddress remote, Configuration ssh) {
        try {
            return known().keysOf(url.bareHost(), url.portNumber());
        } catch (IOException e) {
            return List.of(); // accept says what is wrong
        }
    }

    @Override
    public boolean accept(String address, InetSocketAddress remote, PublicKey key, Configuration ssh,
            @Nullable CredentialsProvider nobody) {
        try {
            refused = reason(key);
        } catch (Refusal e) {
            refused = e.reason();
        } catch (IOException e) {
            log.warn("the file of known ssh hosts {} cannot be used", policy.file(), e);
            refused = "the drone cannot use its file of known ssh hosts, " + policy.file() + ": " + e.getMessage();
        }
        return refused == null;
    }

    private @Nullable String reason(PublicKey key) throws Refusal, IOException {
        var verdict = known().verdict(url.bareHost(), url.portNumber(), key);
        if (verdict instanceof Verdict.Unknown && pinned == null && !policy.strict()) {
            verdict = KnownHosts.remember(policy, url.bareHost(), url.portNumber(), key);
        }
        return switch (verdict) {
            case Verdict.Known known -> null;
            case Verdict.Unknown unknown -> policy.unknown(url, pinned);
            case Verdict.Changed(int line) -> policy.changed(url, line, pinned);
        };
    }

    private KnownHosts known() throws IOException {
        return pinned == null ? KnownHosts.read(policy.file()) : KnownHosts.parse(pinned);
    }

    /** Why the server's key was refused; null when it was not. */
    @Nullable
    Refusal refusal() {
        return refused == null ? null : new Refusal(refused);
    }
}
