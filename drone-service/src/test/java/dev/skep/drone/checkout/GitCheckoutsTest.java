package dev.skep.drone.checkout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import com.sun.net.httpserver.HttpServer;
import dev.skep.drone.checkout.Checkout.CheckedOut;
import dev.skep.drone.checkout.Checkout.Failed;
import dev.skep.message.Ref;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static java.net.InetAddress.getLoopbackAddress;
import static org.assertj.core.api.Assertions.assertThat;

class GitCheckoutsTest {

    private static final String NO_COMMIT = "0123456789abcdef0123456789abcdef01234567";

    @TempDir
    private Path directory;
    private Origin origin;
    private GitCheckouts checkouts;
    private String first;
    private int count;

    @BeforeEach
    void makesARepository() throws Exception {
        origin = Origin.in(directory.resolve("origin"));
        first = origin.commit("a.txt", "one");
        checkouts = new GitCheckouts(directory.resolve("repos"));
    }

    @AfterEach
    void closesTheRepository() {
        origin.close();
    }

    @Test
    void checksOutTheHeadOfABranch() throws Exception {
        checkOut(branch("main"));
        var second = origin.commit("a.txt", "two");

        var code = checkOut(branch("main"));

        assertThat(code.commit()).isEqualTo(second);
        assertThat(code.branch()).isEqualTo("main");
        assertThat(code.directory().resolve("a.txt")).hasContent("two");
    }

    @Test
    void checksOutABranchAtAnEarlierCommit() throws Exception {
        origin.commit("a.txt", "two");

        var code = checkOut(Ref.of("main", first));

        assertThat(code.commit()).isEqualTo(first);
        assertThat(git(code, "rev-parse", "--abbrev-ref", "HEAD")).isEqualTo("main");
        assertThat(git(code, "rev-parse", "HEAD", "origin/main")).isEqualTo(first + "\n" + first);
    }

    @Test
    void checksOutTheDefaultBranchWhenNoneIsNamed() throws Exception {
        origin.switchTo("trunk/next");
        var second = origin.commit("a.txt", "two");

        assertThat(checkOut(Ref.DEFAULT)).extracting(CheckedOut::commit, CheckedOut::branch).containsExactly(second,
                "trunk/next");
    }

    @Test
    void checksOutACommitAlone() throws Exception {
        origin.switchTo("side");
        var aside = origin.commit("b.txt", "b");
        origin.commit("b.txt", "c");
        origin.switchTo("main");

        var code = checkOut(new Ref(null, aside, null));

        assertThat(code.branch()).isNull();
        assertThat(git(code, "rev-parse", "--abbrev-ref", "HEAD")).isEqualTo("HEAD");
        assertThat(git(code, "rev-parse", "HEAD")).isEqualTo(aside);
    }

    @ParameterizedTest
    @ValueSource(strings = {"refs/pull/7/merge", "+refs/pull/7/merge", "+refs/pull/7/merge:refs/any/thing"})
    void fetchesARefspec(String refspec) throws Exception {
        origin.switchTo("request");
        var request = origin.commit("b.txt", "b");
        origin.publishAs("refs/pull/7/merge");
        origin.switchTo("main");
        origin.deleteBranch("request");

        assertThat(checkOut(new Ref(null, null, refspec)).commit()).isEqualTo(request);
    }

    @Test
    void makesATrueWorkingTree() throws Exception {
        var script = origin.directory().resolve("run.sh");
        Files.writeString(script, "#!/bin/sh\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createSymbolicLink(origin.directory().resolve("link"), Path.of("a.txt"));
        origin.commitAll();

        var code = checkOut(branch("main"));

        assertThat(git(code, "status", "--porcelain")).isEmpty();
        assertThat(git(code, "log", "--format=%s")).isEqualTo("change\nchange");
        assertThat(git(code, "fsck")).isEmpty();
        assertThat(git(code, "remote", "get-url", "origin")).isEqualTo(origin.url());
        assertThat(code.directory().resolve("run.sh")).isExecutable();
        assertThat(code.directory().resolve("a.txt")).satisfies(file -> assertThat(Files.isExecutable(file)).isFalse());
        assertThat(Files.readSymbolicLink(code.directory().resolve("link"))).hasToString("a.txt");
    }

    @Test
    void needsNoRemoteForACommitThatItHas() throws Exception {
        checkOut(branch("main"));
        Files.move(origin.directory(), directory.resolve("moved"));

        assertThat(checkOut(Ref.of("main", first)).commit()).isEqualTo(first);
    }

    @Test
    void acceptsAPlainPath() throws Exception {
        var source = Source.open(origin.directory().toString());

        assertThat(checkouts.checkOut(source, branch("main"), next(), () -> false)).isInstanceOf(CheckedOut.class);
    }

    @Test
    void followsABranchThatBecameADirectory() throws Exception {
        origin.switchTo("topic");
        checkOut(branch("topic"));
        origin.switchTo("main");
        origin.deleteBranch("topic");
        origin.switchTo("topic/sub");

        assertThat(checkOut(branch("topic/sub")).commit()).isEqualTo(first);
    }

    @Test
    void checksOutManyTimesAtOnce() {
        var all = IntStream.range(0, 8).mapToObj(i -> next()).toList().stream()
                .map(to -> CompletableFuture.supplyAsync(() -> checkOut(branch("main"), to))).toList();

        assertThat(all).extracting(CompletableFuture::join).allSatisfy(
                result -> assertThat(result).isInstanceOfSatisfying(CheckedOut.class,
                        code -> assertThat(code.directory().resolve("a.txt")).hasContent("one")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"objects", "HEAD", "config"})
    void clonesAnewWhenTheClonedOneIsCorrupt(String damaged) throws Exception {
        checkOut(branch("main"));
        try (var clones = Files.list(directory.resolve("repos"))) {
            var part = clones.filter(Files::isDirectory).findFirst().orElseThrow().resolve(damaged);
            if (Files.isDirectory(part)) {
                Directories.delete(part);
                Files.createDirectory(part);
            } else {
                Files.writeString(part, "[[[");
            }
        }

        assertThat(checkOut(branch("main")).directory().resolve("a.txt")).hasContent("one");
        assertThat(checkOut(Ref.of("main", first)).commit()).isEqualTo(first);
    }

    @Test
    void saysThatABranchIsMissing() {
        assertThat(failed(branch("none"))).isEqualTo(
                "there is no branch none in " + origin.url() + ": push it, or ask for one of main");
        assertThat(failed(new Ref(null, null, "refs/pull/1/head"))).startsWith("there is no ref refs/pull/1/head in ");
    }

    @Test
    void saysThatACommitIsMissing() {
        var reason = "there is no commit " + NO_COMMIT + " in " + origin.url() + ": was it pushed?";

        assertThat(failed(Ref.of("main", NO_COMMIT))).isEqualTo(reason);
        assertThat(failed(new Ref(null, NO_COMMIT, null))).isEqualTo(reason);
    }

    @Test
    void saysThatTheRepositoryIsEmpty() throws Exception {
        try (var empty = Origin.in(directory.resolve("empty"))) {
            assertThat(failed(empty.url(), Ref.DEFAULT))
                    .isEqualTo(empty.url() + " has no commit on its default branch yet: push one");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-x", "a..b", "a b", "a\nb", "", "x.lock"})
    void refusesBranchNamesThatGitDoesNotKnow(String name) {
        assertThat(failed(branch(name))).isEqualTo("\"" + name + "\" is no name for a branch: ask for another");
        assertThat(failed(new Ref(null, null, name))).contains("names no ref to fetch");
    }

    @Test
    void refusesWhatIsNoCommitId() {
        assertThat(failed(new Ref(null, "--all", null)))
                .isEqualTo("\"--all\" is no commit id: give all its hexadecimal digits");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ssh://git@example.org/a.git", "git@example.org:a.git", "ext::sh -c x",
            "git://127.0.0.1/x"})
    void refusesOtherSchemes(String url) {
        assertThat(failed(url, Ref.DEFAULT))
                .contains("give the project an address with https, http or file, or a path");
    }

    @Test
    void saysThatThereIsNoRepository() {
        assertThat(failed("file:///no/such/place", Ref.DEFAULT)).isEqualTo("there is no repository at"
                + " file:///no/such/place, or not for this drone: check the project's repository address");
    }

    @Test
    void saysThatTheHostIsUnknown() {
        assertThat(failed("http://no-such-host.invalid/a.git", Ref.DEFAULT))
                .isEqualTo("the host no-such-host.invalid is not known: check the project's repository address");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "401 | refused access: check the project's credentials",
            "403 | refused access: check the project's credentials",
            "404 | or not for this drone: check the project's repository address", "500 | could not be read: "})
    void tellsServerAnswersApart(int code, String reason) throws Exception {
        var server = HttpServer.create(new java.net.InetSocketAddress(getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"x\"");
            exchange.sendResponseHeaders(code, -1);
            exchange.close();
        });
        server.start();
        try {
            var address = "127.0.0.1:" + server.getAddress().getPort() + "/a.git";

            assertThat(failed("http://me:secret@" + address, branch("main"))).contains("http://" + address)
                    .contains(reason).doesNotContain("secret");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void saysThatTheServerCannotBeReached() throws Exception {
        int port;
        try (var socket = new java.net.ServerSocket(0, 1, getLoopbackAddress())) {
            port = socket.getLocalPort();
        }

        assertThat(failed("http://127.0.0.1:" + port + "/a.git", Ref.DEFAULT)).contains(" cannot be reached (");
    }

    private static Ref branch(String name) {
        return new Ref(name, null, null);
    }

    private Path next() {
        return directory.resolve("work-" + count++);
    }

    private CheckedOut checkOut(Ref ref) {
        var result = checkOut(ref, next());
        assertThat(result).isInstanceOf(CheckedOut.class);
        return (CheckedOut) result;
    }

    private Checkout checkOut(Ref ref, Path to) {
        return checkouts.checkOut(Source.open(origin.url()), ref, to, () -> false);
    }

    private String failed(Ref ref) {
        return failed(origin.url(), ref);
    }

    private String failed(String url, Ref ref) {
        var result = checkouts.checkOut(Source.open(url), ref, next(), () -> false);
        assertThat(result).isInstanceOf(Failed.class);
        return ((Failed) result).reason();
    }

    /** What the real git says. */
    private static String git(CheckedOut code, String... arguments) throws IOException, InterruptedException {
        var command = new java.util.ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command).directory(code.directory().toFile()).redirectErrorStream(true)
                .start();
        var output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        return output.strip();
    }
}
