package dev.skep.drone.checkout;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.PublicKey;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.sshd.common.config.keys.AuthorizedKeyEntry;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.shell.ProcessShellFactory;

/** An ssh server that runs what it is asked to, for those whose key it knows. */
final class SshRepositories implements AutoCloseable {

    private final SshServer server = SshServer.setUpDefaultServer();
    private final PublicKey hostKey;
    private final Set<String> users = ConcurrentHashMap.newKeySet();
    private final Set<PublicKey> admitted = ConcurrentHashMap.newKeySet();

    SshRepositories() throws Exception {
        var pair = KeyUtils.generateKeyPair(KeyPairProvider.ECDSA_SHA2_NISTP256, 256);
        hostKey = pair.getPublic();
        server.setHost("127.0.0.1");
        server.setKeyPairProvider(KeyPairProvider.wrap(pair));
        server.setPublickeyAuthenticator((user, key, session) -> {
            users.add(user);
            return admitted.stream().anyMatch(one -> KeyUtils.compareKeys(one, key));
        });
        server.setCommandFactory((channel, command) -> new ProcessShellFactory(command, "sh", "-c", command)
                .createShell(channel));
        server.start();
    }

    /** Lets the owner of this key in, given the line of its public half. */
    void admit(String line) throws Exception {
        admitted.add(AuthorizedKeyEntry.parseAuthorizedKeyEntry(line).resolvePublicKey(null,
                PublicKeyEntryResolver.FAILING));
    }

    /** The address of what the server has at this path. */
    String url(String path) {
        return "ssh://tester@127.0.0.1:" + server.getPort() + path;
    }

    /** The line that a list of known hosts must have for this server. */
    String hostLine() {
        return hostLine(hostKey);
    }

    String hostLine(PublicKey key) {
        return "[127.0.0.1]:" + server.getPort() + " " + PublicKeyEntry.toString(key);
    }

    Set<String> users() {
        return users;
    }

    @Override
    public void close() {
        try {
            server.stop(true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
