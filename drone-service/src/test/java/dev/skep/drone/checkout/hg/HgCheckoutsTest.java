package dev.skep.drone.checkout.hg;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.skep.drone.checkout.Checkout;
import dev.skep.drone.checkout.CheckoutsContract;
import dev.skep.drone.checkout.Source;
import dev.skep.drone.checkout.ssh.HostKeys;
import dev.skep.message.Ref;
import dev.skep.testing.Patience;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class HgCheckoutsTest extends CheckoutsContract {

    HgCheckoutsTest() {
        super(new HgVersionControl());
    }

    @Test
    void isThereWhereHgIs() throws Exception {
        assertThat(HgCheckouts.installed(directory.resolve("repos"),
                HostKeys.acceptingNew(directory.resolve("known_hosts")))).isPresent();
    }

    @Test
    void takesNamedBranchesBookmarksAndTags() throws Exception {
        HgRepository.hg(origin.directory(), "tag", "--rev=" + first, "v 1.0 (final)");
        HgRepository.hg(origin.directory(), "branch", "release/ü");
        var second = origin.commit("a.txt", "two");

        assertThat(checkOut(branch("release/ü")).commit()).isEqualTo(second);
        assertThat(checkOut(branch("v 1.0 (final)")).commit()).isEqualTo(first);
        assertThat(checkOut(branch("main")).commit()).isEqualTo(second);
        assertThat(HgRepository.hg(checkOut(branch("release/ü")).directory(), "branch")).isEqualTo("release/ü");
    }

    @Test
    void findsTheBranchDefaultWhenNoneIsNamed() throws Exception {
        HgRepository.hg(origin.directory(), "branch", "other");
        var second = origin.commit("a.txt", "two");

        assertThat(checkOut(Ref.DEFAULT).commit()).isEqualTo(first);
        assertThat(checkOut(Ref.DEFAULT).branch()).isEqualTo("default");

        HgRepository.hg(origin.directory(), "commit", "--close-branch", "--message", "end");
        assertThat(checkOut(new Ref("other", second, null)).commit()).isEqualTo(second);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "tip", "null", "."})
    void refusesWhatMeansAnotherRevisionInEachClone(String name) {
        assertThat(failed(branch(name))).isEqualTo("\"" + name + "\" is no name for a branch: ask for another");
    }

    @Test
    void takesNoBeginningOfAnIdForAName() {
        assertThat(failed(branch(first.substring(0, 12)))).startsWith("there is no branch " + first.substring(0, 12));
    }

    @Test
    void runsNothingThatARepositoryConfigures() throws Exception {
        var mark = directory.resolve("hacked");
        var extension = Files.writeString(directory.resolve("extension.py"),
                "open('" + mark + "', 'w').close()\n");
        Files.writeString(origin.directory().resolve(".hg/hgrc"), """
                [hooks]
                outgoing = touch %1$s
                preoutgoing = touch %1$s
                prelistkeys = touch %1$s
                [extensions]
                evil = %2$s
                [ui]
                ssh = touch %1$s
                """.formatted(mark, extension));

        checkOut(branch("main"));

        assertThat(mark).doesNotExist();
    }

    @Test
    void saysThatItChecksOutNoSubrepositories() throws Exception {
        var inner = HgRepository.in(origin.directory().resolve("inner"));
        inner.commit("b.txt", "b");
        Files.writeString(origin.directory().resolve(".hgsub"), "inner = inner\n");
        origin.commitAll();

        assertThat(failed(branch("main"))).contains(" has subrepositories (.hgsub), which drones do not check out: ");
    }

    @Test
    void sharesNoFileWithAJobThatMayChangeIt() throws Exception {
        var mine = fileKeys(checkOut(branch("main")).directory());

        assertThat(fileKeys(cachedClone())).isNotEmpty().doesNotContainAnyElementsOf(mine);
    }

    private static List<Object> fileKeys(Path directory) throws IOException {
        try (var files = Files.find(directory, Integer.MAX_VALUE, (file, is) -> is.isRegularFile())) {
            var keys = new ArrayList<>();
            for (var file : files.toList()) {
                keys.add(Files.readAttributes(file, BasicFileAttributes.class).fileKey());
            }
            return keys;
        }
    }

    @Test
    void clonesAnewWhatAKilledHgLeft() throws Exception {
        checkOut(branch("main"));
        Files.writeString(cachedClone().resolve(".hg/store/journal"), "00changelog.i\0000\n");
        var second = origin.commit("a.txt", "two");

        assertThat(checkOut(branch("main")).commit()).isEqualTo(second);
    }

    @Test
    void endsTheProgramWhenTheJobIsCancelled() throws Exception {
        var cancelled = new AtomicBoolean();
        try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var source = Source.open("http://127.0.0.1:" + silent.getLocalPort() + "/a");
            var result = CompletableFuture
                    .supplyAsync(() -> checkouts.checkOut(source, branch("main"), next(), cancelled::get));
            Patience.await().until(HgCheckoutsTest::hgRuns);

            cancelled.set(true);

            assertThat(result).succeedsWithin(Duration.ofSeconds(10)).isInstanceOf(Checkout.Failed.class);
            Patience.await().until(() -> !hgRuns());
        }
    }

    private static boolean hgRuns() {
        return ProcessHandle.current().descendants()
                .anyMatch(process -> process.info().arguments().stream().flatMap(Arrays::stream)
                        .anyMatch("identify"::equals));
    }
}
