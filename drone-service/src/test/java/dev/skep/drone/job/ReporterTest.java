package dev.skep.drone.job;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

import dev.skep.drone.process.OutputSink.Source;
import dev.skep.drone.secret.Masker;
import dev.skep.drone.secret.Secret;
import dev.skep.message.Execution;
import dev.skep.message.JobEvent;
import dev.skep.message.JobEvent.CommandStderr;
import dev.skep.message.JobEvent.CommandStdout;
import dev.skep.message.JobInfo;
import dev.skep.message.LogSummary;
import dev.skep.message.Phase;
import dev.skep.message.Stamp;
import dev.skep.testing.Patience;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.tuple;

class ReporterTest {

    private final Events events = new Events();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    /** So that nothing but what a test does sends output. */
    private final ScheduledExecutorService never = new ScheduledThreadPoolExecutor(1) {
        @Override
        public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
            return super.schedule(task, 1, TimeUnit.DAYS);
        }
    };
    private final Instant now = Instant.parse("2026-11-23T10:00:00.123Z");
    private final Reporter reporter = reporter(Masker.NOTHING, never);
    private final CommandOutput output = reporter.outputOf(1);

    private Reporter reporter(Masker masker, ScheduledExecutorService timer) {
        return new Reporter(new Execution("j", 2, "l"), masker, events, InstantSource.fixed(now.plusNanos(456)), timer);
    }

    @AfterEach
    void stopsTheTimers() {
        timer.shutdownNow();
        never.shutdownNow();
    }

    @Test
    void numbersEventsWithoutAGapFromTwo() {
        reporter.report(JobEvent.Started::new);
        write(Source.STDOUT, "a");
        output.close();
        reporter.report(stamp -> new JobEvent.CommandDone(stamp, 1, 0));

        assertThat(events.all()).extracting(JobEvent::stamp).containsExactlyElementsOf(
                LongStream.rangeClosed(2, 4).mapToObj(seq -> new Stamp("j", 2, "l", seq, now)).toList());
    }

    @Test
    void givesNoNumberToWhatIsNoEvent() {
        assertThatNullPointerException().isThrownBy(() -> reporter.report(
                stamp -> new JobEvent.CommandStarted(stamp, 1, Phase.TEST, noCommand(), null)));
        reporter.report(JobEvent.Started::new);

        assertThat(events.all()).extracting(event -> event.stamp().seq()).containsExactly(2L);
    }

    @SuppressWarnings("NullAway")
    private static String noCommand() {
        return null;
    }

    @Test
    void keepsTheOrderOfBothStreamsAndOfOtherEvents() {
        write(Source.STDOUT, "a");
        write(Source.STDOUT, "b");
        write(Source.STDERR, "c");
        write(Source.STDOUT, "d");
        reporter.report(JobEvent.Started::new);
        write(Source.STDOUT, "e");
        output.close();

        assertThat(events.all()).extracting(ReporterTest::shown).containsExactly("0 ab", "err 2 c", "3 d", "Started",
                "4 e");
    }

    @Test
    void sendsAFullChunkAtOnce() {
        write(Source.STDOUT, "x".repeat(Chunk.CAPACITY + 1));

        assertThat(events.log()).hasSize(Chunk.CAPACITY);
    }

    @Test
    void sendsALonelyByteSoon() {
        reporter(Masker.NOTHING, timer).outputOf(1).write(Source.STDOUT, new byte[]{'>'}, 1);

        Patience.await().until(() -> events.log().length == 1);
    }

    @Test
    void neverCutsACharacter() {
        var euro = "€".getBytes(StandardCharsets.UTF_8);
        output.write(Source.STDOUT, euro, 2);
        write(Source.STDERR, "!");
        output.write(Source.STDOUT, new byte[]{euro[2]}, 1);
        output.close();

        assertThat(events.all()).extracting(ReporterTest::shown).containsExactly("err 0 !", "1 €");
    }

    @Test
    void neverCutsACharacterAtTheEndOfAFullChunk() {
        write(Source.STDOUT, "x".repeat(Chunk.CAPACITY - 1) + "€y");
        output.close();

        assertThat(events.of(CommandStdout.class)).extracting(event -> event.output().base64()).containsOnlyNulls();
        assertThat(new String(events.log(), StandardCharsets.UTF_8)).endsWith("x€y").hasSize(Chunk.CAPACITY + 1);
    }

    @Test
    void sendsAnUnfinishedCharacterWhenItsStreamEnds() {
        output.write(Source.STDOUT, new byte[]{'a', (byte) 0xe2, (byte) 0x82}, 3);
        output.close();

        assertThat(events.log()).containsExactly('a', 0xe2, 0x82);
    }

    @Test
    void dropsWhatComesAfterTheEnd() {
        output.close();
        write(Source.STDOUT, "late");
        reporter.report(JobEvent.Started::new);

        assertThat(events.log()).isEmpty();
    }

    @Test
    void masksSecretsThatComeInPiecesAndSumsUpWhatIsSeen() {
        var masking = reporter(new Masker(List.of(new Secret("s3cret"))), never);
        var masked = masking.outputOf(1);
        for (var piece : List.of("a s3", "cre", "t b\n")) {
            masked.write(Source.STDOUT, piece.getBytes(StandardCharsets.UTF_8), piece.length());
        }
        masked.close();
        masking.report(stamp -> new JobEvent.CommandStarted(stamp, 2, Phase.TEST, "echo s3cret", "s3cret"));

        assertThat(new String(events.log(), StandardCharsets.UTF_8)).isEqualTo("a *** b\n");
        assertThat(masking.summary().bytes()).isEqualTo(8);
        assertThat(events.of(JobEvent.CommandStarted.class)).extracting(JobEvent.CommandStarted::screencmd,
                JobEvent.CommandStarted::name).containsExactly(tuple("echo ***", "***"));
    }

    @Test
    void sendsWhatWaitsWhenSomebodyAsks() {
        write(Source.STDOUT, "half a line");

        var info = reporter.sendAll("d");

        assertThat(new String(events.log(), StandardCharsets.UTF_8)).isEqualTo("half a line");
        assertThat(info).isEqualTo(new JobInfo("j", 2, "l", "d", now, 2, 1, 11, null));
    }

    @Test
    void sumsTheLogUp() {
        write(Source.STDOUT, "a\nb\n");
        write(Source.STDERR, "c");
        output.close();

        assertThat(reporter.summary()).isEqualTo(
                new LogSummary(5, 3, "ea7fb08b7a2dc4619ffb7c7bb38d95a2047935fa165d71b12efd3852a2e6d0cc", null));
    }

    @Test
    void saysWhereTheLogIsCutAndGoesOnWithAllElse() {
        write(Source.STDOUT, "kept\n");
        reporter.report(JobEvent.Started::new);
        events.becomeFull();
        write(Source.STDOUT, "dropped\n");
        write(Source.STDERR, "also\n");
        reporter.report(stamp -> new JobEvent.PluginData(stamp, "p", Map.of()));
        output.close();
        reporter.report(stamp -> new JobEvent.CommandDone(stamp, 1, 0));

        assertThat(events.all()).extracting(ReporterTest::shown).containsExactly("0 kept\n", "Started", "Truncated",
                "CommandDone");
        assertThat(events.all()).extracting(event -> event.stamp().seq()).containsExactly(2L, 3L, 4L, 5L);
        assertThat(events.of(JobEvent.Truncated.class)).extracting(JobEvent.Truncated::limit).containsExactly(1000L);
        assertThat(reporter.summary()).isEqualTo(new LogSummary(5, 1, sha256("kept\n"), 13L));
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(
                    MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void saysHowFarItCame() {
        write(Source.STDOUT, "unsent");

        reporter.close("d");
        write(Source.STDOUT, "late");

        assertThat(events.log()).isEqualTo("unsent".getBytes(StandardCharsets.UTF_8));
        assertThat(events.last()).isEqualTo(new JobInfo("j", 2, "l", "d", now, 2, 1, 6, null));
    }

    @ParameterizedTest
    @CsvSource({"61, 0", "c3, 1", "c3a4, 0", "e2, 1", "e282, 2", "f09f98, 3", "f09f9880, 0", "80, 0", "ff, 0", "c0, 0",
            "e080, 0", "eda0, 0", "f080, 0", "f490, 0", "f48f, 2", "61e2, 1", "80808080, 0", "e28228, 0"})
    void knowsUnfinishedCharacters(String hex, int unfinished) {
        var bytes = HexFormat.of().parseHex(hex);

        assertThat(Utf8.unfinished(bytes, bytes.length)).isEqualTo(unfinished);
    }

    private void write(Source source, String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        output.write(source, bytes, bytes.length);
    }

    private static String shown(JobEvent event) {
        return switch (event) {
            case CommandStdout out -> out.output().offset() + " " + out.output().text();
            case CommandStderr err -> "err " + err.output().offset() + " " + err.output().text();
            default -> event.getClass().getSimpleName();
        };
    }
}
