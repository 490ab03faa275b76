package dev.skep.drone.checkout.git;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.skep.drone.checkout.Checkout;
import dev.skep.drone.checkout.Checkout.CheckedOut;
import dev.skep.drone.checkout.Checkout.Failed;
import dev.skep.drone.checkout.Credentials;
import dev.skep.drone.checkout.HttpRepositories;
import dev.skep.drone.checkout.Programs;
import dev.skep.drone.checkout.Source;
import dev.skep.drone.checkout.ssh.HostKeys;
import dev.skep.message.Ref;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Checkouts with a part of the history, by the word of the real git, over http and over files. */
class GitDepthTest {

    private static final Ref MAIN = new Ref("main", null, null);

    @TempDir
    private Path directory;
    private final List<String> commits = new ArrayList<>();
    private Origin origin;
    private GitCheckouts checkouts;
    private HttpRepositories server;
    private int count;

    @BeforeEach
    void makesARepository() throws Exception {
        origin = Origin.in(directory.resolve("served/origin"));
        for (var i = 0; i < 6; i++) {
            commits.add(origin.commit("a.txt", "version " + i));
        }
        checkouts = new GitCheckouts(directory.resolve("repos"),
                HostKeys.acceptingNew(directory.resolve("known_hosts")), Duration.ofSeconds(30));
        server = new HttpRepositories(new GitVersionControl(), directory.resolve("served"), null);
    }

    @AfterEach
    void closes() {
        server.close();
        origin.close();
    }

    @Test
    void bringsSoManyCommits() throws Exception {
        for (var url : List.of(server.url("origin"), origin.url())) {
            isShallow(checkOut(url, MAIN, 1), 1);
            isShallow(checkOut(url, MAIN, 3), 3);
            isShallow(checkOut(url, MAIN, 2), 2);
            isWhole(checkOut(url, MAIN, 6));
            isWhole(checkOut(url, MAIN, 100));
        }
    }

    @Test
    void bringsSoManyCommitsBeforeOneThatIsNotTheNewest() throws Exception {
        for (var url : List.of(server.url("origin"), origin.url())) {
            checkOut(url, MAIN, 1);

            var code = checkOut(url, Ref.of("main", commits.get(3)), 2);

            assertThat(code.commit()).isEqualTo(commits.get(3));
            assertThat(git(code, "log", "--format=%H")).isEqualTo(commits.get(3) + "\n" + commits.get(2));
            isShallow(code, 2);
            isShallow(checkOut(url, new Ref(null, commits.get(1), null), 1), 1);
        }
    }

    @Test
    void keepsUpWithTheRemote() throws Exception {
        var url = server.url("origin");
        for (var i = 0; i < 4; i++) {
            isShallow(checkOut(url, MAIN, 2), 2);
            var newest = origin.commit("b.txt", "another " + i);

            var code = checkOut(url, MAIN, 2);

            assertThat(code.commit()).isEqualTo(newest);
            isShallow(code, 2);
        }
    }

    @Test
    void cutsBothSidesOfAMerge() throws Exception {
        origin.switchTo("side");
        origin.commit("side.txt", "1");
        origin.commit("side.txt", "2");
        origin.switchTo("main");
        origin.commit("main.txt", "1");
        Programs.run(origin.directory(), Map.of(), "git", "-c", "user.name=a", "-c", "user.email=a@b", "merge", "-q",
                "-m",
                "both", "side");

        isShallow(checkOut(server.url("origin"), MAIN, 2), 3);
        isShallow(checkOut(server.url("origin"), MAIN, 1), 1);
        isShallow(checkOut(server.url("origin"), MAIN, 3), 5);
    }

    @Test
    void leavesWholeCheckoutsWhole() throws Exception {
        for (var depth : new Integer[]{1, null, 2, null}) {
            var code = checkOut(server.url("origin"), MAIN, depth);
            if (depth == null) {
                isWhole(code);
            } else {
                isShallow(code, depth);
            }
        }
        try (var clones = Files.list(directory.resolve("repos"))) {
            assertThat(clones.filter(Files::isDirectory).filter(clone -> Files.exists(clone.resolve("shallow"))))
                    .hasSize(1);
        }
    }

    @Test
    void isWholeAsFarAsTheRemoteIsWhenThatIsCutItself() throws Exception {
        Programs.run(directory, Map.of(), "git", "clone", "-q", "--depth", "2", "file://" + origin.directory(),
                "served/cut");

        isShallow(checkOut(server.url("cut"), MAIN, null), 2);
        isShallow(checkOut(server.url("cut"), MAIN, 5), 2);
        isShallow(checkOut(server.url("cut"), Ref.of("main", commits.get(5)), 5), 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"shallow", "shallow.lock"})
    void clonesAnewWhenItCannotTellWhereItsHistoryIsCut(String file) throws Exception {
        isShallow(checkOut(server.url("origin"), MAIN, 1), 1);
        try (var clones = Files.list(directory.resolve("repos"))) {
            Files.writeString(clones.filter(Files::isDirectory).findFirst().orElseThrow().resolve(file), "[[[");
        }
        origin.commit("a.txt", "newest");

        isShallow(checkOut(server.url("origin"), MAIN, 2), 2);
    }

    @Test
    void saysThatACommitIsNowhereInTheHistory() {
        var missing = "0123456789abcdef0123456789abcdef01234567";

        assertThat(result(server.url("origin"), Ref.of("main", missing), 1)).isEqualTo(new Failed(
                "there is no commit " + missing + " in " + server.url("origin") + ": was it pushed?"));
    }

    private void isShallow(CheckedOut code, int commits) throws Exception {
        assertThat(git(code, "rev-parse", "--is-shallow-repository")).isEqualTo("true");
        isSound(code, commits);
    }

    private void isWhole(CheckedOut code) throws Exception {
        assertThat(git(code, "rev-parse", "--is-shallow-repository")).isEqualTo("false");
        isSound(code, commits.size());
    }

    private static void isSound(CheckedOut code, int commits) throws Exception {
        assertThat(git(code, "rev-list", "--count", "HEAD")).isEqualTo(Integer.toString(commits));
        assertThat(git(code, "log", "--stat", "--format=%h")).isNotEmpty();
        assertThat(git(code, "fsck", "--full", "--no-dangling")).isEmpty();
        assertThat(git(code, "status", "--porcelain")).isEmpty();
    }

    private static String git(CheckedOut code, String... arguments) throws Exception {
        var command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        return Programs.run(code.directory(), Map.of(), command.toArray(String[]::new));
    }

    private CheckedOut checkOut(String url, Ref ref, @Nullable Integer depth) {
        var result = result(url, ref, depth);
        assertThat(result).isInstanceOf(CheckedOut.class);
        return (CheckedOut) result;
    }

    private Checkout result(String url, Ref ref, @Nullable Integer depth) {
        return checkouts.checkOut(new Source(url, new Credentials.None(), false, depth), ref,
                directory.resolve("work-" + count++), () -> false);
    }
}
