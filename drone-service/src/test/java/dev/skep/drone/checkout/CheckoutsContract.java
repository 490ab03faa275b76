package dev.skep.drone.checkout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import dev.skep.drone.checkout.Checkout.CheckedOut;
import dev.skep.drone.checkout.Checkout.Failed;
import dev.skep.drone.checkout.ssh.HostKeys;
import dev.skep.message.Ref;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What holds for checkouts with every version control program. */
@Execution(ExecutionMode.CONCURRENT) // most of the time goes into small programs
public abstract class CheckoutsContract {

    protected static final String NO_COMMIT = "0123456789abcdef0123456789abcdef01234567";

    @TempDir
    protected Path directory;
    protected Checkouts checkouts;
    protected String first;
    private final VersionControl vcs;
    private final AtomicInteger count = new AtomicInteger();
    protected TestRepository origin;

    protected CheckoutsContract(VersionControl vcs) {
        this.vcs = vcs;
    }

    @BeforeEach
    void makesARepository() throws Exception {
        origin = vcs.repository(directory.resolve("origin"));
        first = origin.commit("a.txt", "one");
        checkouts = newCheckouts();
    }

    protected Checkouts newCheckouts() throws IOException {
        return vcs.checkouts(directory.resolve("repos"), HostKeys.acceptingNew(directory.resolve("known_hosts")),
                Duration.ofSeconds(60));
    }

    @AfterEach
    void closesTheRepository() {
        origin.close();
    }

    @Test
    void checksOutTheHeadOfABranch() throws Exception {
        checkOut(branch("main"));
        origin.switchTo("main");
        var second = origin.commit("a.txt", "two");

        var code = checkOut(branch("main"));

        assertThat(code.commit()).isEqualTo(second).isEqualTo(vcs.head(code.directory()));
        assertThat(code.branch()).isEqualTo("main");
        assertThat(code.directory().resolve("a.txt")).hasContent("two");
    }

    @Test
    void checksOutABranchAtAnEarlierCommit() throws Exception {
        origin.commit("a.txt", "two");

        var code = checkOut(Ref.of("main", first));

        assertThat(code.commit()).isEqualTo(first).isEqualTo(vcs.head(code.directory()));
        assertThat(code.directory().resolve("a.txt")).hasContent("one");
    }

    @Test
    void checksOutACommitAlone() throws Exception {
        origin.switchTo("side");
        var aside = origin.commit("b.txt", "b");
        origin.commit("b.txt", "c");

        var code = checkOut(new Ref(null, aside, null));

        assertThat(code.branch()).isNull();
        assertThat(vcs.head(code.directory())).isEqualTo(aside);
        assertThat(code.directory().resolve("b.txt")).hasContent("b");
    }

    @Test
    void checksOutTheDefaultBranchWhenNoneIsNamed() throws Exception {
        var code = checkOut(Ref.DEFAULT);

        assertThat(code.commit()).isEqualTo(first);
        assertThat(code.directory().resolve("a.txt")).hasContent("one");
    }

    @Test
    void fetchesAName() throws Exception {
        origin.switchTo("request");
        var request = origin.commit("b.txt", "b");
        var name = vcs.publish(origin);

        var code = checkOut(new Ref(null, null, name));

        assertThat(code.commit()).isEqualTo(request);
        assertThat(code.branch()).isNull();
    }

    @Test
    void needsNoRemoteForACommitThatItHasAndThatTheProjectHasJustOpened() throws Exception {
        checkOut(branch("main"));
        Files.move(origin.directory(), directory.resolve("moved"));

        assertThat(checkOut(Ref.of("main", first)).commit()).isEqualTo(first);
    }

    @ParameterizedTest
    @ValueSource(strings = {"with blanks", "it's \"quoted\"", "Bäume und 木", "a#b;c&d$(e)", "100%25", "[brackets]"})
    void checksOutFromDirectoriesOfAnyName(String name) throws Exception {
        try (var other = vcs.repository(Files.createDirectories(directory.resolve(name)).resolve("re po"))) {
            var commit = other.commit("a.txt", "one");

            var asUrl = "file://" + other.directory().toString().replace("%", "%25");
            assertThat(succeeded(asUrl, branch("main")).commit()).isEqualTo(commit);
            assertThat(succeeded(other.directory().toString(), Ref.DEFAULT).commit()).isEqualTo(commit);
        }
    }

    @Test
    void checksOutManyTimesAtOnceForSeveralDronesOfOneDirectory() throws Exception {
        var drones = List.of(checkouts, newCheckouts());

        var all = IntStream.range(0, 8).mapToObj(i -> CompletableFuture.supplyAsync(
                () -> drones.get(i % 2).checkOut(Source.open(origin.url()), branch("main"), next(), () -> false)))
                .toList();

        assertThat(all).extracting(CompletableFuture::join).allSatisfy(
                result -> assertThat(result).isInstanceOfSatisfying(CheckedOut.class,
                        code -> assertThat(code.directory().resolve("a.txt")).hasContent("one")));
    }

    @Test
    void clonesAnewWhenTheClonedOneIsCorrupt() throws Exception {
        for (var part : vcs.parts()) {
            checkOut(branch("main"));
            damage(part);

            assertThat(checkOut(branch("main")).directory().resolve("a.txt")).as(part).hasContent("one");
            assertThat(checkOut(Ref.of("main", first)).commit()).as(part).isEqualTo(first);
        }
    }

    private void damage(String name) throws IOException {
        var part = cachedClone().resolve(name);
        assertThat(part).exists();
        var isDirectory = Files.isDirectory(part);
        Directories.delete(part);
        if (isDirectory) {
            Files.createDirectory(part);
        } else {
            Files.writeString(part, "[[[");
        }
    }

    @Test
    void clonesAnewWhenAPartOfTheClonedOneIsGone() throws Exception {
        for (var part : vcs.parts()) {
            checkOut(branch("main"));
            Directories.delete(cachedClone().resolve(part));
            var second = origin.commit("a.txt", "without " + part);

            assertThat(checkOut(branch("main")).commit()).as(part).isEqualTo(second);
        }
    }

    @Test
    void keepsItsCloneWhenAJobsFilesCannotBeWritten() throws Exception {
        checkOut(branch("main"));
        var mark = Files.createFile(cachedClone().resolve("mark"));
        origin.commitUnwritten("x".repeat(300));

        assertThat(failed(branch("main"))).startsWith("the drone could not check the code out: ").contains("xxx");
        assertThat(mark).exists();
    }

    @Test
    void keepsItsCloneWhenAJobIsCancelled() throws Exception {
        checkOut(branch("main"));
        var mark = Files.createFile(cachedClone().resolve("mark"));
        var second = origin.commit("a.txt", "two");

        for (var ref : List.of(branch("main"), new Ref(null, second, null))) {
            assertThat(checkouts.checkOut(Source.open(origin.url()), ref, next(), () -> true))
                    .isEqualTo(new Failed(Refusals.cancelled()));
        }
        assertThat(mark).exists();
    }

    /** Where the one cached clone is. */
    protected Path cachedClone() throws IOException {
        try (var clones = Files.list(directory.resolve("repos"))) {
            return clones.filter(Files::isDirectory).findFirst().orElseThrow();
        }
    }

    @Test
    void leavesALinkThatLeadsOutOfTheTreeAlone() throws Exception {
        var outside = Files.writeString(directory.resolve("outside"), "mine");
        origin.commitLink("link", outside);

        var code = checkOut(branch("main"));
        Directories.delete(code.directory());

        assertThat(outside).hasContent("mine");
    }

    @Test
    void keepsAJobFromChangingTheCloneOfOthers() throws Exception {
        var code = checkOut(branch("main"));
        try (var job = vcs.repository(code.directory())) {
            job.commit("a.txt", "changed by a job");
        }

        var other = checkOut(branch("main"));

        assertThat(other.commit()).isEqualTo(first);
        assertThat(other.directory().resolve("a.txt")).hasContent("one");
    }

    @Test
    void endsEarlyWhenTheJobIsCancelled() {
        var result = checkouts.checkOut(Source.open(origin.url()), branch("main"), next(), () -> true);

        assertThat(result).isEqualTo(new Failed(Refusals.cancelled()));
    }

    @Test
    void saysThatABranchIsMissing() {
        assertThat(failed(branch("none")))
                .startsWith("there is no branch none in " + origin.url() + ": push it, or ask");
    }

    @Test
    void saysThatACommitIsMissing() {
        var reason = "there is no commit " + NO_COMMIT + " in " + origin.url() + ": was it pushed?";

        assertThat(failed(Ref.of("main", NO_COMMIT))).isEqualTo(reason);
        assertThat(failed(new Ref(null, NO_COMMIT, null))).isEqualTo(reason);
    }

    @Test
    void saysThatTheRepositoryIsEmpty() throws Exception {
        try (var empty = vcs.repository(directory.resolve("empty"))) {
            assertThat(failed(empty.url(), Ref.DEFAULT))
                    .isEqualTo(empty.url() + " has no commit on its default branch yet: push one");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-x", "--upload-pack=touch hacked", "--config=alias.pull=!touch hacked", "a\nb", "a\0b", "",
            "a:b"})
    void refusesNamesThatAreNone(String text) {
        var name = harmful(text);
        assertThat(failed(branch(name))).isEqualTo("\"" + name + "\" is no name for a branch: ask for another");
        assertThat(failed(new Ref(null, null, name))).contains("names no re").contains(" to fetch: ");
        assertThat(failed(new Ref(null, name, null)))
                .isEqualTo("\"" + name + "\" is no commit id: give all its hexadecimal digits");
        assertThat(directory.resolve("hacked")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"all()", "a..b", "first(all())", "reverse(::main)", "$(touch hacked)", "`touch hacked`"})
    void findsNothingUnderNamesThatWouldMeanMore(String text) {
        assertThat(failed(new Ref(null, null, harmful(text)))).containsAnyOf("names no re", "there is no re");
        assertThat(directory.resolve("hacked")).doesNotExist();
    }

    /** Wherever it ran, it would leave its mark here. */
    private String harmful(String text) {
        return text.replace("hacked", directory.resolve("hacked").toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ssh://-oProxyCommand=touch/y", "ssh://-x@host/y", "git@-host:x", "host:-x", "ext::sh -c x",
            "git://127.0.0.1/x", "svn+ssh://host/x", "relative/path", "", "http:///x", "http://ho st/x",
            "ssh://host:99999/x", "file://host/x", "--config=x", "/x\ny", "http://h/\0", "ssh://u:p@h/x"})
    void refusesAddressesThatAreNone(String url) {
        assertThat(failed(url, Ref.DEFAULT)).startsWith("the repository's address ")
                .endsWith(": give the project an address with https, http, ssh or file, or a path");
    }

    @Test
    void saysThatThereIsNoRepository() {
        assertThat(failed("file:///no/such/place", Ref.DEFAULT)).isEqualTo("there is no repository at"
                + " file:///no/such/place, or not for this drone: check the project's repository address");
    }

    protected static Ref branch(String name) {
        return new Ref(name, null, null);
    }

    protected Path next() {
        return directory.resolve("work").resolve("job-" + count.incrementAndGet());
    }

    protected CheckedOut checkOut(Ref ref) {
        return succeeded(origin.url(), ref);
    }

    protected CheckedOut succeeded(String url, Ref ref) {
        var result = checkouts.checkOut(Source.open(url), ref, next(), () -> false);
        assertThat(result).isInstanceOf(CheckedOut.class);
        return (CheckedOut) result;
    }

    protected String failed(Ref ref) {
        return failed(origin.url(), ref);
    }

    protected String failed(String url, Ref ref) {
        var result = checkouts.checkOut(Source.open(url), ref, next(), () -> false);
        assertThat(result).isInstanceOf(Failed.class);
        return ((Failed) result).reason();
    }
}
