package dev.skep.drone.job;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.skep.drone.checkout.Credentials;
import dev.skep.drone.secret.Masker;
import dev.skep.drone.secret.Secret;
import dev.skep.message.Auth;
import dev.skep.message.JobData;
import dev.skep.message.PluginSource;
import dev.skep.message.Sealed;
import dev.skep.seal.Keyring;
import dev.skep.seal.Purpose;
import org.jspecify.annotations.Nullable;

/**
 * A job's secrets in the open: here and nowhere before.
 *
 * @param variables what commands may see, by the name of the environment variable
 * @param repository what opens the job's repository; commands never see it
 * @param plugins what opens the repositories of its plugins, by the plugin's id
 * @param masker knows all of them
 */
record JobSecrets(Map<String, Secret> variables, Credentials repository, Map<String, Credentials> plugins,
        Masker masker) {

    private static final Credentials NONE = new Credentials.None();

    /** Of a job whose secrets cannot be opened. */
    static final JobSecrets CLOSED = new JobSecrets(Map.of(), NONE, Map.of(), Masker.NOTHING);

    /** @throws Keyring.CannotOpen when one of them does not open */
    static JobSecrets open(JobData job, Keyring keyring) {
        return new Opening(job, keyring).all();
    }

    Credentials ofPlugin(String id) {
        return plugins.getOrDefault(id, NONE);
    }

    private static final class Opening {

        private final JobData job;
        private final Keyring keyring;
        private final List<Secret> opened = new ArrayList<>();

        Opening(JobData job, Keyring keyring) {
            this.job = job;
            this.keyring = keyring;
        }

        JobSecrets all() {
            var variables = new HashMap<String, Secret>();
            job.secrets().forEach(
                    (name, sealed) -> variables.put(name, open(sealed, Purpose.secret(job.project(), name))));
            var repository = credentials(job.repo().auth(), "");
            var plugins = new HashMap<String, Credentials>();
            for (var plugin : job.plugins()) {
                if (plugin.source() instanceof PluginSource.Git git) {
                    plugins.put(plugin.id(), credentials(git.auth(), plugin.id() + "."));
                }
            }
            return new JobSecrets(Map.copyOf(variables), repository, Map.copyOf(plugins), new Masker(opened));
        }

        /** @param of what stands before the names of its parts */
        private Credentials credentials(@Nullable Auth auth, String of) {
            return switch (auth) {
                case null -> NONE;
                case Auth.Https https ->
                    new Credentials.Password(https.username(), part(https.password(), of + "password"));
                case Auth.Ssh ssh -> new Credentials.PrivateKey(part(ssh.key(), of + "key"),
                        ssh.passphrase() == null ? null : part(ssh.passphrase(), of + "passphrase"), ssh.knownHosts());
            };
        }

        private Secret part(Sealed sealed, String part) {
            return open(sealed, Purpose.auth(job.project(), part));
        }

        private Secret open(Sealed sealed, String purpose) {
            var secret = new Secret(keyring.open(sealed, purpose));
            opened.add(secret);
            return secret;
        }
    }
}
