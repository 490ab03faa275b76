package dev.skep.drone.checkout;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

import dev.skep.drone.checkout.Checkout.CheckedOut;
import dev.skep.drone.checkout.Checkout.Failed;
import dev.skep.drone.checkout.ssh.HostKeys;
import dev.skep.drone.secret.Secret;
import dev.skep.message.Ref;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What holds for checkouts from servers, with every version control program. */
@Execution(ExecutionMode.CONCURRENT) // most of the time goes into small programs
public abstract class RemoteCheckoutsContract {

    private static final Credentials NOBODY = new Credentials.None();
    private static final Ref MAIN = new Ref("main", null, null);
    private static final String PASSWORD = " s3cr#t%40:/@\"'$(x) ";

    @TempDir
    protected Path directory;
    private final VersionControl vcs;
    private final AtomicInteger count = new AtomicInteger();
    private HostKeys hostKeys;
    private TestRepository origin;
    private String commit;
    private Checkouts checkouts;

    protected RemoteCheckoutsContract(VersionControl vcs) {
        this.vcs = vcs;
    }

    @BeforeEach
    void makesARepository() throws Exception {
        origin = vcs.repository(directory.resolve("served/origin"));
        commit = origin.commit("a.txt", "one");
        use(HostKeys.acceptingNew(directory.resolve("known hosts/file")));
    }

    private void use(HostKeys keys) throws IOException {
        hostKeys = keys;
        checkouts = vcs.checkouts(directory.resolve("repos"), keys, Duration.ofSeconds(30));
    }

    @AfterEach
    void closesTheRepositoryAndLeavesNoSecret() throws IOException {
        origin.close();
        try (var files = Files.walk(directory.resolve("repos"))) {
            assertThat(files.filter(file -> file.getFileName().toString().startsWith("session-"))).isEmpty();
        }
    }

    @Test
    void checksOutOverHttp() throws Exception {
        try (var server = new HttpRepositories(vcs, directory.resolve("served"), null)) {
            var code = succeeded(server.url("origin"), NOBODY, MAIN);

            assertThat(code.commit()).isEqualTo(commit).isEqualTo(vcs.head(code.directory()));
            assertThat(failed(server.url("none"), NOBODY)).isEqualTo("there is no repository at " + server.url("none")
                    + ", or not for this drone: check the project's repository address");
        }
    }

    @Test
    void opensWithAPassword() throws Exception {
        try (var server = new HttpRepositories(vcs, directory.resolve("served"), PASSWORD)) {
            var url = server.url("origin");
            var refused = url + " refused access: check the project's credentials";

            assertThat(succeeded(url, password("me@home", PASSWORD), MAIN).commit()).isEqualTo(commit);
            assertThat(server.users()).containsOnly("me@home");
            assertThat(failed(url, NOBODY)).isEqualTo(refused);
            assertThat(failed(url, password("me@home", "wrong"))).isEqualTo(refused).doesNotContain("wrong");
        }
    }

    @Test
    void opensWithATokenAlone() throws Exception {
        try (var server = new HttpRepositories(vcs, directory.resolve("served"), "token")) {
            assertThat(succeeded(server.url("origin"), password(null, "token"), MAIN).commit()).isEqualTo(commit);
            assertThat(server.users()).containsOnly("x-access-token");
        }
    }

    @Test
    void opensWithWhatStandsInTheAddress() throws Exception {
        try (var server = new HttpRepositories(vcs, directory.resolve("served"), "to:ken")) {
            var url = server.url("origin");
            var code = succeeded(url.replace("http://", "http://me:to%3aken@"), NOBODY, MAIN);

            assertThat(code.commit()).isEqualTo(commit);
            assertThat(server.users()).containsOnly("me");
            try (var files = Files.walk(directory.resolve("work"))) {
                assertThat(files.filter(Files::isRegularFile)).allSatisfy(
                        file -> assertThat(
                                Files.readString(file, StandardCharsets.ISO_8859_1))
                                .doesNotContain("ken@"));
            }
            assertThat(failed(url.replace("http://", "http://me:wrong@"), NOBODY)).startsWith(url)
                    .doesNotContain("wrong");
        }
    }

    @Test
    void letsNobodyReadThroughTheCacheWhatHisOwnCredentialsDoNotOpen() throws Exception {
        try (var server = new HttpRepositories(vcs, directory.resolve("served"), "old")) {
            var url = server.url("origin");
            var exactly = Ref.of("main", commit);
            succeeded(url, password("me", "old"), exactly);

            assertThat(failed(url, password("me", "guessed"), exactly)).contains("refused access");
            assertThat(failed(url, password("other", "guessed"), exactly)).contains("refused access");
            assertThat(failed(url, NOBODY, exactly)).contains("refused access");

        }
    }

    @Test
    void keepsItsCloneWhenAPasswordChanges() throws Exception {
        try (var server = new HttpRepositories(vcs, directory.resolve("served"), "old")) {
            succeeded(server.url("origin"), password("me", "old"), Ref.of("main", commit));
            server.changePassword("new");
            succeeded(server.url("origin"), password("me", "new"), Ref.of("main", commit));

            try (var clones = Files.list(directory.resolve("repos"))) {
                assertThat(clones.filter(Files::isDirectory)).hasSize(1);
            }
        }
    }

    @Test
    void saysThatTheHostIsUnknown() {
        assertThat(failed("http://no-such-host.invalid/a", NOBODY))
                .isEqualTo("the host no-such-host.invalid is not known: check the project's repository address");
        assertThat(failed("ssh://no-such-host.invalid/a", key("ed25519", "")))
                .isEqualTo("the host no-such-host.invalid is not known: check the project's repository address");
    }

    @Test
    void saysThatTheServerCannotBeReached() throws Exception {
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }

        assertThat(failed("http://127.0.0.1:" + port + "/a", NOBODY)).contains(" cannot be reached (");
        assertThat(failed("ssh://a@127.0.0.1:" + port + "/a", key("ed25519", ""))).contains(" cannot be reached (");
    }

    @ParameterizedTest
    @CsvSource({"http://,", "ssh://,ed25519"})
    void givesUpWhenTheServerSaysNothing(String scheme, @Nullable String key) throws Exception {
        checkouts = vcs.checkouts(directory.resolve("repos"), hostKeys, Duration.ofSeconds(1));
        try (var silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            var url = scheme + "127.0.0.1:" + silent.getLocalPort() + "/a";

            assertThat(failed(url, key == null ? NOBODY : key(key, ""))).contains(" cannot be reached (");
        }
    }

    @ParameterizedTest
    @CsvSource({"ed25519,''", "ed25519,open sesame", "ecdsa,''", "ecdsa,open sesame", "rsa,''", "rsa,open sesame",
            "rsa -m PEM,''", "rsa -m PEM,open sesame"})
    void opensWithAPrivateKey(String type, String passphrase) throws Exception {
        try (var server = new SshRepositories()) {
            var key = key(type, passphrase);
            server.admit(publicLine());

            var code = succeeded(url(server), key, MAIN);

            assertThat(code.commit()).isEqualTo(commit).isEqualTo(vcs.head(code.directory()));
            assertThat(server.users()).containsOnly("tester");
        }
    }

    @Test
    void refusesKeysThatDoNotOpen() throws Exception {
        try (var server = new SshRepositories()) {
            assertThat(failed(url(server), key("ed25519", "")))
                    .isEqualTo(url(server) + " refused access: check the project's credentials");
            assertThat(failed(url(server), NOBODY)).contains(" opens to a private key only: give the project auth of");
            assertThat(failed(url(server), password("me", "x"))).contains(" opens to a private key only: ");
            assertThat(failed("http://127.0.0.1/x", key("ed25519", ""))).contains(" does not open to a private key: ");
        }
    }

    @Test
    void saysWhatIsWrongWithAKey() {
        var locked = ((Credentials.PrivateKey) key("ed25519", "open sesame")).key();

        assertThat(failed("ssh://h/x", new Credentials.PrivateKey(locked, null, null)))
                .isEqualTo("the project's ssh key needs a passphrase: add it to the project's auth");
        assertThat(failed("ssh://h/x", new Credentials.PrivateKey(locked, new Secret("wrong"), null)))
                .isEqualTo("the passphrase does not open the project's ssh key: correct it in the project's auth");
        assertThat(failed("ssh://h/x", new Credentials.PrivateKey(new Secret("ssh-rsa AAAA"), null, null)))
                .startsWith("the project's ssh key cannot be read: give the whole private key");
    }

    @Test
    void saysThatTheSshServerHasNoSuchRepository() throws Exception {
        try (var server = new SshRepositories()) {
            var key = key("ed25519", "");
            server.admit(publicLine());

            var url = server.url(vcs.sshPath(directory.resolve("none")));
            assertThat(failed(url, key)).isEqualTo("there is no repository at " + url
                    + ", or not for this drone: check the project's repository address");
        }
    }

    @Test
    void remembersTheKeyOfANewServerAndRequiresItFromThenOn() throws Exception {
        try (var server = new SshRepositories()) {
            var key = key("ed25519", "");
            server.admit(publicLine());

            succeeded(url(server), key, MAIN);
            assertThat(Files.readString(hostKeys.file()).strip()).isEqualTo(server.hostLine());
            succeeded(url(server), key, MAIN);

            Files.writeString(hostKeys.file(), "# mine\n" + server.hostLine(other()) + "\n");
            assertThat(failed(url(server), key)).isEqualTo("the ssh key of 127.0.0.1 is not the one in line 2 of "
                    + hostKeys.file() + " on the drone: somebody may stand in between; if the server was given a new"
                    + " key, replace that line");
        }
    }

    @Test
    void acceptsNoNewServerWhenTheDroneIsStrict() throws Exception {
        use(new HostKeys(directory.resolve("known_hosts"), true));
        try (var server = new SshRepositories()) {
            var key = key("ed25519", "");
            server.admit(publicLine());

            assertThat(failed(url(server), key)).isEqualTo("the ssh key of 127.0.0.1 is not known to this drone: check"
                    + " it, and add it to " + hostKeys.file()
                    + " on the drone, or to knownHosts of the project's auth");
            Files.writeString(hostKeys.file(), server.hostLine() + "\n");
            succeeded(url(server), key, MAIN);
        }
    }

    @Test
    void goesByTheProjectsOwnListAloneWhereThereIsOne() throws Exception {
        try (var server = new SshRepositories()) {
            var key = (Credentials.PrivateKey) key("ed25519", "");
            server.admit(publicLine());
            succeeded(url(server), key, MAIN);

            succeeded(url(server), pinned(key, server.hostLine()), MAIN);
            assertThat(failed(url(server), pinned(key, "elsewhere " + server.hostLine().split(" ", 2)[1])))
                    .startsWith("the ssh key of 127.0.0.1 is none of those in knownHosts of the project's auth");
            assertThat(failed(url(server), pinned(key, server.hostLine(other()))))
                    .startsWith(
                            "the ssh key of 127.0.0.1 is not the one in line 1 of knownHosts of the project's auth");
        }
    }

    private static Credentials pinned(Credentials.PrivateKey key, String knownHosts) {
        return new Credentials.PrivateKey(key.key(), key.passphrase(), knownHosts);
    }

    private static PublicKey other() throws Exception {
        return KeyUtils.generateKeyPair(KeyPairProvider.ECDSA_SHA2_NISTP256, 256).getPublic();
    }

    private String url(SshRepositories server) {
        return server.url(vcs.sshPath(origin.directory()));
    }

    /** A new key, made by OpenSSH. */
    private Credentials key(String type, String passphrase) {
        try {
            Files.deleteIfExists(directory.resolve("id"));
            var command = ("ssh-keygen -q -f id -t " + type).split(" ");
            var all = Arrays.copyOf(command, command.length + 2);
            all[command.length] = "-N";
            all[command.length + 1] = passphrase;
            Programs.run(directory, Map.of(), all);
            return new Credentials.PrivateKey(new Secret(Files.readString(directory.resolve("id"))),
                    passphrase.isEmpty() ? null : new Secret(passphrase), null);
        } catch (IOException | InterruptedException e) {
            throw new AssertionError("no key could be made", e);
        }
    }

    private String publicLine() throws IOException {
        return Files.readString(directory.resolve("id.pub"));
    }

    private static Credentials password(@Nullable String user, String password) {
        return new Credentials.Password(user, new Secret(password));
    }

    protected Checkout checkOut(Source source, Ref ref, BooleanSupplier cancelled) {
        return checkouts.checkOut(source, ref, directory.resolve("work").resolve("job-" + count.incrementAndGet()),
                cancelled);
    }

    private CheckedOut succeeded(String url, Credentials credentials, Ref ref) {
        var result = checkOut(new Source(url, credentials, false, null), ref, () -> false);
        assertThat(result).isInstanceOf(CheckedOut.class);
        return (CheckedOut) result;
    }

    private String failed(String url, Credentials credentials) {
        return failed(url, credentials, MAIN);
    }

    private String failed(String url, Credentials credentials, Ref ref) {
        var result = checkOut(new Source(url, credentials, false, null), ref, () -> false);
        assertThat(result).isInstanceOf(Failed.class);
        return ((Failed) result).reason();
    }
}
