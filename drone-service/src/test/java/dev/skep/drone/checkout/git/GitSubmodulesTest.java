package dev.skep.drone.checkout.git;

import java.nio.file.Files;
import java.nio.file.Path;
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
import dev.skep.drone.secret.Secret;
import dev.skep.message.Ref;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

class GitSubmodulesTest {

    private static final Credentials NOBODY = new Credentials.None();
    private static final Credentials MINE = new Credentials.Password("me", new Secret("secret"));

    @TempDir
    private Path directory;
    private Path served;
    private GitCheckouts checkouts;
    private int count;

    @BeforeEach
    void makesThreeRepositoriesOneInTheOther() throws Exception {
        served = Files.createDirectory(directory.resolve("served"));
        checkouts = new GitCheckouts(directory.resolve("repos"),
                HostKeys.acceptingNew(directory.resolve("known_hosts")));
        repository("inner");
        repository("middle");
        repository("outer");
        include("middle", "deep/inner", "../inner");
        include("outer", "middle", "../middle");
    }

    private void repository(String name) throws Exception {
        try (var repository = Origin.in(served.resolve(name))) {
            repository.commit("name.txt", name);
        }
    }

    /** Adds the newest commit of a repository as a submodule, without asking whether that makes sense. */
    private void include(String name, String path, String url) throws Exception {
        include(name, path, path, url, git(served.resolve(Path.of(url).getFileName()), "rev-parse", "HEAD"));
    }

    private void include(String name, String module, String path, String url, String commit) throws Exception {
        var repository = served.resolve(name);
        var file = repository.resolve(".gitmodules").toString();
        git(repository, "config", "-f", file, "submodule." + module + ".path", path);
        git(repository, "config", "-f", file, "submodule." + module + ".url", url);
        git(repository, "update-index", "--add", "--cacheinfo", "160000," + commit + "," + path);
        git(repository, "add", ".gitmodules");
        git(repository, "-c", "user.name=a", "-c", "user.email=a@b", "commit", "-q", "-m", "include");
    }

    @Test
    void checksOutWhatLiesWithin() throws Exception {
        var code = succeeded(file("outer"), NOBODY, null);

        assertThat(code.directory().resolve("name.txt")).hasContent("outer");
        assertThat(code.directory().resolve("middle/name.txt")).hasContent("middle");
        assertThat(code.directory().resolve("middle/deep/inner/name.txt")).hasContent("inner");
        assertThat(git(code.directory(), "status", "--porcelain")).isEmpty();
        assertThat(git(code.directory(), "submodule", "status", "--recursive").lines())
                .allMatch(line -> line.matches("[0-9a-f]{40} .*|\\s[0-9a-f]{40} .*")).hasSize(2);
        assertThat(git(code.directory(), "submodule", "foreach", "--recursive", "--quiet", "git fsck && echo $sm_path"))
                .isEqualTo("middle\ndeep/inner");
    }

    @Test
    void cutsTheirHistoryToo() throws Exception {
        var code = succeeded(file("outer"), NOBODY, 1);

        assertThat(git(code.directory().resolve("middle"), "rev-list", "--count", "HEAD")).isEqualTo("1");
        assertThat(git(code.directory().resolve("middle"), "rev-parse", "--is-shallow-repository")).isEqualTo("true");
    }

    @Test
    void leavesThemOutUnlessAsked() {
        var source = new Source(file("outer"), NOBODY, false, null);

        assertThat(checkOut(source)).isInstanceOfSatisfying(CheckedOut.class,
                code -> assertThat(code.directory().resolve("middle")).isEmptyDirectory());
    }

    @Test
    void sendsItsCredentialsToTheSameServerOnly() throws Exception {
        try (var server = new HttpRepositories(new GitVersionControl(), served, "secret");
                var other = new HttpRepositories(new GitVersionControl(), served, "secret")) {
            assertThat(succeeded(server.url("outer"), MINE, null).directory().resolve("middle/deep/inner/name.txt"))
                    .hasContent("inner");

            assertThat(succeeded(server.url("outer").replace("//", "//me:secret@"), NOBODY, null).commit())
                    .isNotEmpty();

            include("outer", "elsewhere", other.url("inner"));

            assertThat(failed(server.url("outer"), MINE)).isEqualTo("submodule elsewhere: " + other.url("inner")
                    + " refused access: check the project's credentials");
            assertThat(other.users()).isEmpty();
        }
    }

    @Test
    void doesNotReadTheDronesMachineForAServer() throws Exception {
        try (var server = new HttpRepositories(new GitVersionControl(), served, null)) {
            include("outer", "local", "file://" + served.resolve("inner"));
            assertThat(failed(server.url("outer"), NOBODY)).startsWith("submodule local is a directory of the drone's");
        }
        assertThat(succeeded(file("outer"), NOBODY, null).directory().resolve("local/name.txt"))
                .as("files may lie within files").hasContent("inner");
    }

    @ParameterizedTest
    @CsvSource({"-x,../inner", "--upload-pack=touch hacked,../inner", "../../escaped,../inner", "name,-x",
            "name,--upload-pack=touch hacked", "name,ext::sh -c touch% hacked", "name,ssh://-oProxyCommand=touch/x",
            "name,../../../../../../../../../../inner"})
    void isNotFooledByNamesAndAddresses(String name, String url) throws Exception {
        var mark = directory.resolve("hacked").toString(); // wherever it ran
        var inner = git(served.resolve("inner"), "rev-parse", "HEAD");
        include("outer", name.replace("hacked", mark), "tricky", url.replace("hacked", mark), inner);

        var result = checkOut(new Source(file("outer"), NOBODY, true, null));

        if (result instanceof CheckedOut code) {
            assertThat(code.directory().resolve("tricky/name.txt")).hasContent("inner");
        }
        assertThat(directory.resolve("escaped")).doesNotExist();
        assertThat(directory.resolve("hacked")).doesNotExist();
    }

    @Test
    void doesNotFollowALinkInTheWayOfASubmodule() throws Exception {
        var outside = Files.createDirectory(directory.resolve("outside"));
        var tree = Files.createDirectory(directory.resolve("tree"));
        Files.createSymbolicLink(tree.resolve("link"), outside);
        var submodule = new Submodule("x", "link/sub", "../inner", "0".repeat(40));

        assertThat(catchThrowable(() -> submodule.within(tree)))
                .hasMessageContaining("has a path that leads elsewhere");
    }

    @Test
    void saysWhichSubmoduleIsMissing() throws Exception {
        include("outer", "gone", "gone", "../gone", "0123456789abcdef0123456789abcdef01234567");

        assertThat(failed(file("outer"), NOBODY)).startsWith("submodule gone: there is no repository at file://");
    }

    @Test
    void doesNothingAgainForWhatIsWrongWithAnother() throws Exception {
        var commit = "0123456789abcdef0123456789abcdef01234567";
        try (var server = new BrokenPacks(commit)) {
            include("middle", "broken", "broken", server.url(), commit);
            include("outer", "middle", "../middle");

            assertThat(failed(file("outer"), NOBODY)).startsWith("the drone could not check the code out: ");
            assertThat(server.packs()).as("for its own sake once more").isEqualTo(2);
        }
    }

    @Test
    void endsSomewhere() throws Exception {
        for (var i = 0; i < 10; i++) {
            repository("level" + i);
            include("level" + i, "next", i == 0 ? "../inner" : "../level" + (i - 1));
        }

        assertThat(failed(file("level9"), NOBODY)).contains("lies within more than 8 repositories");
    }

    private String file(String name) {
        return "file://" + served.resolve(name);
    }

    private CheckedOut succeeded(String url, Credentials credentials, @Nullable Integer depth) {
        var result = checkOut(new Source(url, credentials, true, depth));
        assertThat(result).isInstanceOf(CheckedOut.class);
        return (CheckedOut) result;
    }

    private String failed(String url, Credentials credentials) {
        var result = checkOut(new Source(url, credentials, true, null));
        assertThat(result).isInstanceOf(Failed.class);
        return ((Failed) result).reason();
    }

    private Checkout checkOut(Source source) {
        return checkouts.checkOut(source, new Ref("main", null, null), directory.resolve("work-" + count++),
                () -> false);
    }

    private static String git(Path where, String... arguments) throws Exception {
        var command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        return Programs.run(where, Map.of(), command.toArray(String[]::new));
    }
}
