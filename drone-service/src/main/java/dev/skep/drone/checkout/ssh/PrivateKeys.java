package dev.skep.drone.checkout.ssh;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.skep.drone.checkout.Credentials;
import dev.skep.drone.checkout.Refusal;
import dev.skep.drone.secret.Secret;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.util.security.SecurityUtils;

/** Opens the private keys of projects. */
public final class PrivateKeys {

    private static final NamedResource NAME = NamedResource.ofName("the project's ssh key");

    private PrivateKeys() {}

    /** Opens a key, in OpenSSH's form or PEM, with its passphrase where it has one. */
    public static KeyPair open(Credentials.PrivateKey credentials) throws Refusal {
        var asked = new AtomicBoolean();
        FilePasswordProvider passphrase = (session, resource, tried) -> {
            asked.set(true);
            var given = credentials.passphrase();
            return given == null ? null : given.value();
        };
        try {
            var text = new ByteArrayInputStream(credentials.key().value().getBytes(StandardCharsets.UTF_8));
            var pairs = SecurityUtils.loadKeyPairIdentities(null, NAME, text, passphrase);
            if (pairs != null) {
                for (var pair : pairs) {
                    return pair;
                }
            }
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            throw new Refusal(explain(asked.get(), credentials), e);
        }
        throw new Refusal(explain(asked.get(), credentials));
    }

    private static String explain(boolean asked, Credentials.PrivateKey credentials) {
        if (!asked) {
            return "the project's ssh key cannot be read: give the whole private key, in OpenSSH's form or PEM, with its"
                    + " first and last lines";
        }
        return credentials.passphrase() == null
                ? "the project's ssh key needs a passphrase: add it to the project's auth"
                : "the passphrase does not open the project's ssh key: correct it in the project's auth";
    }

    /** The same key in OpenSSH's form, open to whoever reads it. */
    public static Secret unlocked(KeyPair pair) throws IOException {
        var out = new ByteArrayOutputStream();
        try {
            OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(pair, "skep", null, out);
        } catch (GeneralSecurityException e) {
            throw new IOException("the ssh key cannot be written in OpenSSH's form", e);
        }
        return new Secret(out.toString(StandardCharsets.UTF_8));
    }
}
