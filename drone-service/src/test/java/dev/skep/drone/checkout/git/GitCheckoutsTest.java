package dev.skep.drone.checkout.git;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

import com.sun.net.httpserver.HttpServer;
import dev.skep.drone.checkout.Checkout.CheckedOut;
import dev.skep.drone.checkout.Checkout.Failed;
import dev.skep.drone.checkout.CheckoutsContract;
import dev.skep.drone.checkout.Programs;
import dev.skep.drone.checkout.Source;
import dev.skep.message.Ref;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static java.net.InetAddress.getLoopbackAddress;
import static org.assertj.core.api.Assertions.assertThat;

class GitCheckoutsTest extends CheckoutsContract {

    GitCheckoutsTest() {
        super(new GitVersionControl());
    }

    private Origin origin() {
        return (Origin) origin;
    }

    @Test
    void isOnTheBranch() throws Exception {
        var code = checkOut(Ref.of("main", first));

        assertThat(git(code, "rev-parse", "--abbrev-ref", "HEAD")).isEqualTo("main");
        assertThat(git(code, "rev-parse", "HEAD", "origin/main")).isEqualTo(first + "\n" + first);
    }

    @Test
    void isOnNoBranchWithACommitAlone() throws Exception {
        assertThat(git(checkOut(new Ref(null, first, null)), "rev-parse", "--abbrev-ref", "HEAD")).isEqualTo("HEAD");
    }

    @Test
    void findsOutTheDefaultBranch() throws Exception {
        origin.switchTo("trunk/next");
        var second = origin.commit("a.txt", "two");

        assertThat(checkOut(Ref.DEFAULT)).extracting(CheckedOut::commit, CheckedOut::branch).containsExactly(second,
                "trunk/next");
    }

    @ParameterizedTest
    @ValueSource(strings = {"refs/pull/7/merge", "+refs/pull/7/merge", "+refs/pull/7/merge:refs/any/thing"})
    void fetchesARefspec(String refspec) throws Exception {
        origin.switchTo("request");
        var request = origin.commit("b.txt", "b");
        origin().publishAs("refs/pull/7/merge");
        origin.switchTo("main");
        origin().deleteBranch("request");

        assertThat(checkOut(new Ref(null, null, refspec)).commit()).isEqualTo(request);
    }

    @Test
    void makesATrueWorkingTree() throws Exception {
        var script = origin.directory().resolve("run.sh");
        Files.writeString(script, "#!/bin/sh\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        origin.commitLink("link", Path.of("a.txt"));

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
    void followsABranchThatBecameADirectory() throws Exception {
        origin.switchTo("topic");
        checkOut(branch("topic"));
        origin.switchTo("main");
        origin().deleteBranch("topic");
        origin.switchTo("topic/sub");

        assertThat(checkOut(branch("topic/sub")).commit()).isEqualTo(first);
    }

    @ParameterizedTest
    @ValueSource(strings = {".pack", ".idx", "/refs/skep/", "/packed-refs"})
    void clonesAnewWhatAPowerCutLeft(String part) throws Exception {
        checkOut(branch("main"));
        Files.createFile(cachedClone().resolve("packed-refs"));
        try (var files = Files.find(cachedClone(), Integer.MAX_VALUE,
                (file, is) -> is.isRegularFile() && file.toString().contains(part))) {
            for (var file : files.toList()) {
                Files.delete(file);
                Files.write(file, new byte[41]);
            }
        }
        var second = origin.commit("a.txt", "two");

        assertThat(checkOut(branch("main")).commit()).isEqualTo(second);
        assertThat(checkOut(Ref.of("main", first)).commit()).isEqualTo(first);
    }

    @Test
    void stopsWritingFilesWhenTheJobIsCancelled() throws Exception {
        for (var i = 10; i < 50; i++) {
            Files.writeString(origin.directory().resolve("file-" + i), "x");
        }
        origin.commitAll();
        var job = next();

        var result = checkouts.checkOut(Source.open(origin.url()), branch("main"), job,
                () -> Files.exists(job.resolve("file-10")));

        assertThat(result).isEqualTo(new Failed("the checkout was cancelled"));
        assertThat(job.resolve("file-10")).exists();
        assertThat(job.resolve("file-49")).doesNotExist();
    }

    @Test
    void saysWhichBranchesThereAre() {
        assertThat(failed(branch("none"))).endsWith(": push it, or ask for one of main");
        assertThat(failed(new Ref(null, null, "refs/pull/1/head"))).startsWith("there is no ref refs/pull/1/head in ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a..b", "a b", "x.lock", "refs/heads/../x", "@{-1}"})
    void refusesNamesThatGitDoesNotAllow(String name) {
        assertThat(failed(branch(name))).isEqualTo("\"" + name + "\" is no name for a branch: ask for another");
        assertThat(failed(new Ref(null, null, name))).contains("names no ref to fetch");
    }

    @Test
    void refusesATreeThatReachesIntoItsOwnRepository() throws Exception {
        var blob = run(origin.directory(), "hash-object", "-w", "a.txt");
        var inner = treeOf("100644 blob " + blob + "\tconfig");
        var tree = treeOf("040000 tree " + inner + "\t.git");
        var commit = run(origin.directory(), "-c", "user.name=a", "-c", "user.email=a@b", "commit-tree", tree, "-m",
                "x");
        run(origin.directory(), "update-ref", "refs/heads/evil", commit);

        assertThat(failed(branch("evil"))).startsWith("commit " + commit + " has files that git does not check out (")
                .endsWith("): take them out");
    }

    private String treeOf(String line) throws IOException, InterruptedException {
        var file = Files.writeString(directory.resolve("line"), line + "\n");
        return Programs.run(origin.directory(), Map.of(), "sh", "-c", "git mktree --missing <\"$0\"", file.toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "401 | refused access: check the project's credentials",
            "403 | refused access: check the project's credentials",
            "404 | or not for this drone: check the project's repository address", "500 | could not be read: "})
    void tellsServerAnswersApart(int code, String reason) throws Exception {
        var server = HttpServer.create(new InetSocketAddress(getLoopbackAddress(), 0), 0);
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

    private static String run(Path directory, String... arguments) throws IOException, InterruptedException {
        var command = new String[arguments.length + 1];
        command[0] = "git";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        return Programs.run(directory, Map.of(), command);
    }

    /** What the real git says. */
    private static String git(CheckedOut code, String... arguments) throws IOException, InterruptedException {
        return run(code.directory(), arguments);
    }
}
