package dev.skep.drone.process;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import dev.skep.drone.checkout.Directories;
import dev.skep.drone.process.Limits.Silence;
import dev.skep.message.ExecutorConfig;
import dev.skep.message.JobEvent.Signalled;
import dev.skep.testing.Patience;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What holds for every executor. */
@Timeout(60)
public abstract class ExecutorContract {

    /** What the executors under test give their commands to end in peace. */
    protected static final Duration GRACE = Duration.ofMillis(300);

    /** For the executor under test. */
    protected final ExecutorService threads = Executors.newCachedThreadPool();
    /** The name of the execution. */
    protected final String execution = UUID.randomUUID().toString();
    /** What the last command wrote. */
    protected final CollectedOutput output = new CollectedOutput();
    private final CompletableFuture<Void> stop = new CompletableFuture<>();
    private int command;

    /** Where the commands run. */
    @TempDir
    protected Path directory;
    /** Where they run. */
    protected JobEnvironment place;

    /** The executor under test. */
    protected abstract Executor executor();

    /** How it is to run commands. */
    protected abstract ExecutorConfig config();

    /** Whether a process lives, by the number that it has for itself. */
    protected abstract boolean isAlive(String pid) throws IOException;

    @BeforeEach
    void opens() throws Exception {
        place = executor().open(new Place(execution, directory, List.of(), config()), minute().deadline(), stop);
    }

    @AfterEach
    void leavesNothing() {
        place.close();
        threads.shutdownNow();
    }

    @Test
    void canBeUsed() {
        assertThat(executor().name()).isEqualTo(config().type());
        assertThat(executor().unusable()).isNull();
    }

    @Test
    void runsInTheDirectoryWithTheEnvironmentThatItIsGiven() throws Exception {
        var below = Files.createDirectory(directory.resolve("below"));

        assertThat(run(new Script(mark(), "pwd; echo $GREETING; echo $SKEP_EXECUTION; cat; echo oops >&2", below,
                environment(), null), minute())).isEqualTo(new Ending.Exited(0));

        assertThat(output.stdout().lines()).satisfiesExactly(line -> assertThat(line).isEqualTo(below.toString()),
                line -> assertThat(line).isEqualTo("hi there"), line -> assertThat(line).endsWith(execution + "/1"));
        assertThat(output.stderr()).isEqualTo("oops\n");
    }

    @Test
    void showsNothingOfTheDronesEnvironment() throws Exception {
        run("env");

        assertThat(output.stdout().lines()).noneMatch(line -> line.startsWith("SKEP_SECRET"));
        assertThat(place.variables()).containsKey("PATH").doesNotContainKey("SKEP_SECRET");
    }

    @Test
    void findsItsShellWhateverThePath() throws Exception {
        var environment = environment();
        environment.put("PATH", "/nowhere");

        assertThat(run(new Script(mark(), "echo $PATH", directory, environment, null), minute()))
                .isEqualTo(new Ending.Exited(0));

        assertThat(output.stdout()).isEqualTo("/nowhere\n");
    }

    @Test
    void returnsExitCodes() throws Exception {
        assertThat(run("exit 3")).isEqualTo(new Ending.Exited(3));
        assertThat(run("false; echo unreachable")).isEqualTo(new Ending.Exited(1));
        assertThat(run("no-such-command")).isEqualTo(new Ending.Exited(127));
        assertThat(run("kill -9 $$")).isEqualTo(new Ending.Exited(128 + 9));
        assertThat(run("kill -TERM 0; sleep 60")).isEqualTo(new Ending.Exited(128 + 15));
        assertThat(output.stdout()).isEmpty();
    }

    @Test
    void passesEveryByteOn() throws Exception {
        run("head -c 5000000 /dev/zero; printf '\\377\\000\\036skep-end'; printf '\\200\\036' >&2");

        assertThat(output.bytes()).hasSize(5_000_011).endsWith(0xff, 0, 0x1e, 's', 'k', 'e', 'p', '-', 'e', 'n', 'd');
        assertThat(output.errorBytes()).containsExactly(0x80, 0x1e);
    }

    @Test
    void saysPlainlyThatACommandIsTooLong() throws Exception {
        assertThat(run("#" + "x".repeat(200_000)))
                .isEqualTo(new Ending.NotStarted("is too long for this system (200001 bytes, beside its environment):"
                        + " put it into a script file in the repository and run that"));
        assertThat(output.stdout()).isEmpty();
    }

    @Test
    void saysPlainlyThatADirectoryIsNotThere() throws Exception {
        var ending = run(new Script(mark(), "true", directory.resolve("gone"), environment(), null), minute());

        assertThat(ending).isInstanceOfSatisfying(Ending.NotStarted.class,
                notStarted -> assertThat(notStarted.reason()).startsWith("could not be started: ").contains("gone"));
    }

    @Test
    void returnsWhatTheShellSaysOfAMissingInterpreter() throws Exception {
        assertThat(run("printf '#!/no/such\\n' >x; chmod +x x; ./x")).isEqualTo(new Ending.Exited(127));
        assertThat(output.stderr()).contains("./x");
    }

    @Test
    void readsItsInputAsItComes() throws Exception {
        var writer = new PipedOutputStream();
        var ended = start("while read -r line; do echo \"got $line\"; done; echo over",
                new PipedInputStream(writer));
        for (var line : List.of("one", "two")) {
            writer.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            writer.flush();
            Patience.await().until(() -> output.stdout().endsWith("got " + line + "\n"));
        }

        writer.close();

        assertThat(ended.get()).isEqualTo(new Ending.Exited(0));
        assertThat(output.stdout()).isEqualTo("got one\ngot two\nover\n");
    }

    @Test
    void takesInputOfAnySizeAndShape() throws Exception {
        var bytes = new byte[300_000];
        new Random(1).nextBytes(bytes);

        run(script("cat", new ByteArrayInputStream(bytes)), minute());

        assertThat(output.bytes()).isEqualTo(bytes);
    }

    @Test
    void isNotHeldUpByInputThatNobodyReads() throws Exception {
        var writer = new PipedOutputStream();

        assertThat(run(script("echo done", new PipedInputStream(writer)), minute())).isEqualTo(new Ending.Exited(0));

        assertThat(output.stdout()).isEqualTo("done\n");
        assertThatThrownBy(() -> writer.write(new byte[100_000])).isInstanceOf(IOException.class);
    }

    @Test
    void isNotHeldUpByMoreInputThanIsRead() throws Exception {
        assertThat(run(script("head -c 3", new ByteArrayInputStream(new byte[3_000_000])), minute()))
                .isEqualTo(new Ending.Exited(0));

        assertThat(output.bytes()).hasSize(3);
    }

    @Test
    void endsTheWholeTreeAtTheDeadline() throws Exception {
        var limits = new Limits(Deadline.in(Duration.ofMillis(700), "too long"), null);

        var ending = run(script("sh -c 'trap \"\" TERM; echo $$; while :; do sleep 600; done' & wait", null), limits);

        assertThat(ending).isEqualTo(new Ending.TimedOut(128 + 15, "too long"));
        assertThat(isAlive(output.stdout().strip())).isFalse();
    }

    @Test
    void endsASilentCommandButNotATalkingOne() throws Exception {
        var limits = new Limits(minute().deadline(), new Silence(Duration.ofMillis(600), "too quiet"));

        assertThat(run(script("for i in 1 2 3 4 5 6; do echo $i; sleep 0.2; done", null), limits))
                .isEqualTo(new Ending.Exited(0));
        assertThat(run(script("echo once; sleep 600", null), limits))
                .isEqualTo(new Ending.TimedOut(128 + 15, "too quiet"));
    }

    @Test
    void stopsFromOutsideWithAllThatCutItselfOff() throws Exception {
        var ended = start("(setsid sh -c 'trap \"\" TERM; echo $$; while :; do sleep 600; done' </dev/null &) ;"
                + " env -i sh -c 'echo $$; sleep 600'", null);
        Patience.await().until(() -> output.stdout().lines().count() == 2);

        stop.complete(null);

        assertThat(ended.get()).isEqualTo(new Ending.Stopped(128 + 15));
        for (var pid : output.stdout().lines().toList()) {
            assertThat(isAlive(pid)).isFalse();
        }
    }

    @Test
    void stopsWhatHasHardlyBegun() throws Exception {
        stop.complete(null);

        assertThat(run("sleep 600")).isInstanceOf(Ending.Stopped.class);
    }

    @Test
    void endsABackgroundProcessThatHoldsTheOutput() throws Exception {
        var start = System.nanoTime();

        assertThat(run("sleep 600 & echo $!; sleep 0.3; echo done")).isEqualTo(new Ending.Exited(0));

        assertThat(output.stdout()).endsWith("done\n");
        assertThat(isAlive(output.stdout().lines().findFirst().orElseThrow())).isFalse();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(8));
    }

    @Test
    void takesWhatABackgroundProcessWritesSoonAfterTheEnd() throws Exception {
        run("(for i in 1 2 3; do sleep 0.3; echo $i; done) & sleep 0.5");

        assertThat(output.stdout()).isEqualTo("1\n2\n3\n");
    }

    @Test
    void leavesAQuietBackgroundProcessUntilItIsClosed() throws Exception {
        run("setsid sleep 600 >/dev/null 2>&1 & echo $!");
        var pid = output.stdout().strip();
        run("true");
        assertThat(isAlive(pid)).isTrue();

        place.close();

        assertThat(isAlive(pid)).isFalse();
    }

    @Test
    void endsAllThatItsCommandsHaveLeftAndSaysWhatItDid() throws Exception {
        run("sleep 600 >/dev/null 2>&1 & echo $!");
        run("(setsid sh -c 'trap \"\" TERM; echo $$; exec >/dev/null 2>&1; while :; do sleep 600; done' &)");
        Patience.await().until(() -> pids().size() == 2);
        var pids = pids();

        var evidence = place.endAll();

        assertThat(evidence.left()).isEmpty();
        assertThat(signals(evidence, pids.get(0))).containsExactly("TERM");
        assertThat(signals(evidence, pids.get(1))).containsExactly("TERM", "KILL");
        assertThat(evidence.signalled()).hasSizeBetween(3, 4).extracting(Signalled::program).contains("sleep", "sh");
        assertNoneLives(pids);
    }

    @Test
    void runsCommandsAfterAllWereEndedAndCountsAnew() throws Exception {
        run("setsid sleep 600 >/dev/null 2>&1 & echo $!");
        assertThat(place.endAll().signalled()).hasSize(1);

        assertThat(run("setsid sleep 600 >/dev/null 2>&1 & echo $!")).isEqualTo(new Ending.Exited(0));

        assertThat(place.endAll().signalled()).extracting(Signalled::pid)
                .containsExactly(Long.parseLong(pids().get(1)));
        assertThat(place.endAll()).isEqualTo(new Evidence(List.of(), List.of()));
    }

    @Test
    void countsNothingThatEndedBefore() throws Exception {
        run(script("sleep 600", null), new Limits(Deadline.in(Duration.ofMillis(300), "enough"), null));

        assertThat(place.endAll().signalled()).isEmpty();
    }

    /** All in one grace: what runs, what was left before, what takes no notice, and what has cut itself off. */
    @Test
    void endsAllWhenTheJobIsToStopAndTellsOfItAfterwards() throws Exception {
        run("sh -c 'trap \"\" TERM; echo $$; exec >/dev/null 2>&1; while :; do sleep 600; done' & sleep 0.2");
        var ended = start("(setsid sh -c 'trap \"\" TERM; echo $$; while :; do sleep 600; done' </dev/null &);"
                + " env -i sh -c 'trap \"\" TERM; echo $$; while :; do sleep 600; done' &"
                + " trap '' TERM; echo $$; while :; do sleep 600; done", null);
        Patience.await().until(() -> pids().size() == 4);
        var begun = System.nanoTime();

        stop.complete(null);
        assertThat(ended.get()).isEqualTo(new Ending.Stopped(128 + 9));
        var evidence = place.endAll();

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isBetween(GRACE, GRACE.plusSeconds(1));
        assertThat(evidence.left()).isEmpty();
        assertNoneLives(pids());
        for (var pid : pids()) {
            assertThat(signals(evidence, pid)).containsExactly("TERM", "KILL");
        }
        var cleanup = new CompletableFuture<>();
        assertThat(place.run(script("sleep 0.5; echo cleaned", null), minute(), output, cleanup))
                .isEqualTo(new Ending.Exited(0));
        assertThat(output.stdout()).endsWith("cleaned\n");
    }

    @Test
    void endsAllWhenTheJobIsToStopThoughItsOutputIsNotTaken() throws Exception {
        var taken = new CompletableFuture<>();
        var slow = new CollectedOutput() {
            @Override
            public void write(Source source, byte[] bytes, int length) {
                super.write(source, bytes, length);
                taken.join();
            }
        };
        run("sleep 600 >/dev/null 2>&1 & echo $!");
        var ended = CompletableFuture.supplyAsync(() -> ending(script("echo $$", null), minute(), slow), threads);
        Patience.await().until(() -> !slow.stdout().isEmpty());

        stop.complete(null);

        var pid = pids().get(0);
        Patience.await().until(() -> !lives(pid));
        assertThat(ended).isNotDone();
        assertThat(signals(place.endAll(), pid)).containsExactly("TERM");
        taken.complete(null);
        assertThat(ended.get()).isInstanceOf(Ending.Stopped.class);
        assertThat(place.run(script("true", null), minute(), output, new CompletableFuture<>()))
                .isEqualTo(new Ending.Exited(0));
    }

    @Test
    void endsWhatStartsOthersAgainAndAgain() throws Exception {
        start("for i in 1 2 3; do sh -c 'trap \"\" TERM; while :; do sleep 0.01; done' & done; echo $$;"
                + " while :; do setsid sleep 600 >/dev/null 2>&1 & sleep 0.02; done", null);
        Patience.await().until(() -> pids().size() == 1);

        var evidence = place.endAll();

        assertThat(evidence.left()).isEmpty();
        assertThat(evidence.signalled()).hasSizeGreaterThan(4);
        assertThat(place.endAll()).isEqualTo(new Evidence(List.of(), List.of()));
    }

    @Test
    void endsAnyNumberAndNamesTheFirstHundred() throws Exception {
        run("i=0; while [ $i -lt 120 ]; do sleep 600 >/dev/null 2>&1 & echo $!; i=$((i + 1)); done");

        var evidence = place.endAll();

        assertThat(evidence.signalled()).hasSize(100);
        assertNoneLives(List.of(pids().get(0), pids().get(119)));
    }

    @Test
    void endsAStoppedProcess() throws Exception {
        run("sleep 600 >/dev/null 2>&1 & echo $!; kill -STOP $!");

        assertThat(place.endAll().left()).isEmpty();

        assertNoneLives(pids());
    }

    @Test
    void runsSeveralAtOnceAndEndsOnlyTheOneThatIsMeant() throws Exception {
        var other = new CollectedOutput();
        var patient = CompletableFuture
                .supplyAsync(() -> ending(script("echo begun; while [ ! -e go ]; do sleep 0.05; done;"
                        + " echo end", null), minute(), other), threads);
        Patience.await().until(() -> other.stdout().equals("begun\n"));

        assertThat(run(script("sleep 600", null), new Limits(Deadline.in(Duration.ofMillis(100), "enough"), null)))
                .isInstanceOf(Ending.TimedOut.class);
        assertThat(run("touch go")).isEqualTo(new Ending.Exited(0));

        assertThat(patient.get()).isEqualTo(new Ending.Exited(0));
        assertThat(other.stdout()).isEqualTo("begun\nend\n");
    }

    @Test
    void leavesFilesThatTheDroneCanReadAndDelete() throws Exception {
        run("mkdir -p made/below; echo content >made/below/file; chmod 500 made/below; chmod 400 made/below/file");

        place.close();

        assertThat(directory.resolve("made/below/file")).hasContent("content\n");
        Directories.delete(directory.resolve("made"));
        assertThat(directory).isEmptyDirectory();
    }

    /** The numbers that commands have written. */
    private List<String> pids() {
        return output.stdout().lines().toList();
    }

    private void assertNoneLives(List<String> pids) {
        assertThat(pids).isNotEmpty().noneMatch(this::lives);
    }

    private boolean lives(String pid) {
        try {
            return isAlive(pid);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> signals(Evidence evidence, String pid) {
        return evidence.signalled().stream().filter(told -> Long.toString(told.pid()).equals(pid))
                .flatMap(told -> told.signals().stream()).toList();
    }

    /** Runs a command that has all the time that it needs. */
    protected Ending run(String text) throws InterruptedException {
        return run(script(text, null), minute());
    }

    /** Runs a command that has all the time that it needs, and writes to a sink of its own. */
    protected Ending run(String text, OutputSink sink) throws InterruptedException {
        return place.run(script(text, null), minute(), sink, stop);
    }

    private Ending run(Script script, Limits limits) throws InterruptedException {
        return place.run(script, limits, output, stop);
    }

    private CompletableFuture<Ending> start(String text, @Nullable InputStream input) {
        return CompletableFuture.supplyAsync(() -> ending(script(text, input), minute(), output), threads);
    }

    private Ending ending(Script script, Limits limits, OutputSink sink) {
        try {
            return place.run(script, limits, sink, stop);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Script script(String text, @Nullable InputStream input) {
        return new Script(mark(), text, directory, environment(), input);
    }

    private Mark mark() {
        return new Mark(execution, ++command);
    }

    private Map<String, String> environment() {
        var environment = new HashMap<>(place.variables());
        environment.put("GREETING", "hi there");
        return environment;
    }

    private static Limits minute() {
        return new Limits(Deadline.in(Duration.ofMinutes(1), "a minute passed"), null);
    }
}
