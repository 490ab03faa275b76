package dev.skep.drone.shipped;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.skep.drone.checkout.Checkout.CheckedOut;
import dev.skep.drone.plugin.PluginJob;
import dev.skep.message.JobData;
import dev.skep.message.JobType;
import dev.skep.message.Phase;
import dev.skep.message.Ref;
import dev.skep.message.Repo;
import dev.skep.message.Trigger;
import dev.skep.message.Vcs;
import dev.skep.plugin.Command;
import dev.skep.plugin.Config;
import dev.skep.plugin.Steps;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class ReportPluginTest {

    private static final String FAILED = "<testsuite><testcase name='a'><failure message='m'/></testcase></testsuite>";

    @TempDir
    private Path directory;
    private Path checkout;
    private Path second;

    @BeforeEach
    void leavesTwoFiles() throws IOException {
        checkout = Files.createDirectory(directory.resolve("code"));
        Files.writeString(checkout.resolve("junit-1.xml"), FAILED);
        second = Files.writeString(checkout.resolve("junit-2.xml"), FAILED);
    }

    @Test
    void followsNoLinkThatIsSwappedIn() throws Exception {
        var outside = Files.writeString(directory.resolve("outside.xml"), FAILED);

        var said = reported(() -> {
            Files.delete(second);
            Files.createSymbolicLink(second, outside);
        });

        assertThat(said.data).extracting(data -> data.get("tests")).containsExactly(1);
        assertThat(said.printed).containsExactly("report: junit-2.xml is left out: it cannot be opened\n");
    }

    @Test
    void reportsTheRestWhenAFileIsGone() throws Exception {
        var said = reported(() -> Files.delete(second));

        assertThat(said.data).extracting(data -> data.get("tests")).containsExactly(1);
        assertThat(said.printed).containsExactly("report: junit-2.xml is left out: it cannot be opened\n");
    }

    private interface Change {
        void make() throws IOException;
    }

    /** @param change comes when all files are found, and the first is read */
    private Said reported(Change change) throws Exception {
        var said = new Said(change);
        var plugin = new ReportPlugin();
        var patterns = plugin.settings().getFirst().fallback();
        var trigger = new Trigger(Trigger.MANUAL, null, null, Instant.EPOCH, null, new Trigger.Ui("p"));
        var data = JobData.plain("j", "p", JobType.TEST, Repo.open("file:///p", Vcs.GIT), Ref.DEFAULT, trigger, null);
        var job = new PluginJob(data, new CheckedOut("c", null, checkout, List.of()), directory,
                new Config(Map.of("files", patterns)), Map.of(), Set.of());
        plugin.begin(job).run(Phase.CLEANUP, said);
        return said;
    }

    private static final class Said implements Steps {

        private final Change change;
        private final List<Map<String, Object>> data = new ArrayList<>();
        private final List<String> printed = new ArrayList<>();
        private boolean changed;

        Said(Change change) {
            this.change = change;
        }

        @Override
        public void run(Command command) {
            throw new UnsupportedOperationException("a report runs nothing");
        }

        @Override
        public void data(Map<String, Object> sent) {
            data.add(sent);
        }

        @Override
        public String masked(String text) {
            try {
                if (!changed) {
                    changed = true;
                    change.make();
                }
                return text;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void print(String text) {
            printed.add(text);
        }
    }
}
