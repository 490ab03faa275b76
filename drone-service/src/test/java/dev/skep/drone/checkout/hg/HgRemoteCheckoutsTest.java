package dev.skep.drone.checkout.hg;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import dev.skep.drone.checkout.Checkout.CheckedOut;
import dev.skep.drone.checkout.Checkout.Failed;
import dev.skep.drone.checkout.Credentials;
import dev.skep.drone.checkout.HttpRepositories;
import dev.skep.drone.checkout.RemoteCheckoutsContract;
import dev.skep.drone.checkout.Source;
import dev.skep.drone.secret.Secret;
import dev.skep.message.Ref;
import dev.skep.testing.CgiServer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class HgRemoteCheckoutsTest extends RemoteCheckoutsContract {

    private static final HgVersionControl HG = new HgVersionControl();

    HgRemoteCheckoutsTest() {
        super(HG);
    }

    @Test
    void keepsItsCloneWhenTheServerCannotGiveMoreAtTheMoment() throws Exception {
        var served = directory.resolve("served");
        var busy = directory.resolve("busy");
        try (var server = new CgiServer(busyWhileThereIs(busy, HG.cgi(served)), HG.cgiEnvironment(served),
                (user, password) -> true)) {
            var source = Source.open(server.url("origin"));
            checkOut(source, Ref.DEFAULT, () -> false);
            var mark = Files.createFile(cachedClone().resolve("mark"));
            HgRepository.in(served.resolve("origin")).commit("a.txt", "two");
            Files.createFile(busy);

            assertThat(checkOut(source, Ref.DEFAULT, () -> false))
                    .isEqualTo(new Failed(
                            source.url() + " could not be read: abort: HTTP Error 503: Service Unavailable"));
            assertThat(mark).exists();

            Files.delete(busy);
            assertThat(checkOut(source, Ref.DEFAULT, () -> false)).isInstanceOf(CheckedOut.class);
            assertThat(mark).exists();
        }
    }

    private static List<String> busyWhileThereIs(Path file, List<String> cgi) {
        return Stream.concat(Stream.of("sh", "-c", """
                case $QUERY_STRING in
                *cmd=getbundle*) if [ -e "$0" ]; then printf 'Status: 503 Busy\\n\\n'; exit; fi ;;
                esac
                exec "$@"
                """, file.toString()), cgi.stream()).toList();
    }

    @Test
    void doesNothingWithTheCloneOfOthersForAStranger() throws Exception {
        try (var server = new HttpRepositories(HG, directory.resolve("served"), "right")) {
            var url = server.url("origin");
            var code = (CheckedOut) checkOut(source(url, "right"), Ref.DEFAULT, () -> false);
            Files.writeString(cachedClone().resolve(".hg/requires"), "[[[");

            assertThat(checkOut(source(url, "wrong"), Ref.of("default", code.commit()), () -> false))
                    .isInstanceOf(Failed.class);
            assertThat(cachedClone()).exists();
        }
    }

    private static Source source(String url, String password) {
        return new Source(url, new Credentials.Password("me", new Secret(password)), false, null);
    }

    private Path cachedClone() throws IOException {
        try (var clones = Files.list(directory.resolve("repos"))) {
            return clones.filter(Files::isDirectory).findFirst().orElseThrow();
        }
    }
}
