package dev.skep.drone.checkout.git;

import java.io.File;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.List;

import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.transport.sshd.ServerKeyDatabase;
import org.eclipse.jgit.transport.sshd.SshdSession;
import org.eclipse.jgit.transport.sshd.SshdSessionFactory;
import org.eclipse.jgit.transport.sshd.agent.ConnectorFactory;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.io.InterruptTimer;
import org.jspecify.annotations.Nullable;

/** Connects by ssh with one key and nothing of the machine's user: no configuration, no agent, no keys of his. */
final class SshSessions extends SshdSessionFactory {

    private final KeyPair key;
    private final ServerKeys servers;

    /**
     * @param home stands for the user's home; nothing is read from it
     */
    SshSessions(KeyPair key, ServerKeys servers, Path home) {
        super(null, null);
        this.key = key;
        this.servers = servers;
        setHomeDirectory(home.toFile());
        setSshDirectory(home.toFile());
    }

    /** The library limits the time to connect, and not the time in which the server must say who it is. */
    @Override
    public SshdSession getSession(URIish uri, @Nullable CredentialsProvider nobody, FS fs, int millis)
            throws TransportException {
        var timer = new InterruptTimer();
        try {
            timer.begin(millis);
            return super.getSession(uri, nobody, fs, millis);
        } finally {
            timer.end();
            timer.terminate();
        }
    }

    ServerKeys servers() {
        return servers;
    }

    @Override
    protected @Nullable File getSshConfig(File directory) {
        return null;
    }

    @Override
    protected Iterable<KeyPair> getDefaultKeys(File directory) {
        return List.of(key);
    }

    @Override
    protected ServerKeyDatabase createServerKeyDatabase(File home, File directory) {
        return servers;
    }

    @Override
    protected @Nullable ConnectorFactory getConnectorFactory() {
        return null;
    }

    @Override
    protected String getDefaultPreferredAuthentications() {
        return "publickey";
    }
}
