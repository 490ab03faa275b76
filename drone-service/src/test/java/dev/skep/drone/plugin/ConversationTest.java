package dev.skep.drone.plugin;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import dev.skep.drone.process.Deadline;
import dev.skep.drone.process.Ending;
import dev.skep.drone.process.Evidence;
import dev.skep.drone.process.JobEnvironment;
import dev.skep.drone.process.Limits;
import dev.skep.drone.process.Mark;
import dev.skep.drone.process.OutputSink;
import dev.skep.drone.process.OutputSink.Source;
import dev.skep.drone.process.Script;
import dev.skep.message.Phase;
import dev.skep.plugin.PluginFailure;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ConversationTest {

    private static final InstalledPlugin PLUGIN = new InstalledPlugin("p", Path.of("/"), List.of("p"), List.of());

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CompletableFuture<Ending> ended = new CompletableFuture<>();

    @AfterEach
    void ends() {
        ended.complete(new Ending.Exited(0));
        threads.shutdownNow();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "{\"type\":\"run\",\"cmd\":\"make\"} | the key run, with a command, is missing",
            "{\"type\":\"run\",\"run\":\"make\",\"nmae\":\"Make\"} | Unrecognized property \"nmae\"",
            "{\"type\":\"run\",\"name\":\"Make\"} | the key run, with a command, is missing",
            "{\"type\":\"run\",\"run\":\" \"} | the key run, with a command, is missing",
            "{\"type\":\"ready\",\"commands\":{\"test\":[{\"name\":\"x\"}]}} | the key run, with a command, is missing",
            "{\"type\":\"ready\",\"commands\":{\"test\":[\"\"]}} | the key run, with a command, is missing",
            "{\"type\":\"ready\",\"commands\":{\"test\":[null]}} | null stands in commands",
            "{\"type\":\"ready\",\"commands\":{\"test\":null}} | null stands in commands",
            "{\"type\":\"ready\",\"phases\":[null]} | Invalid `null` value",
            "{\"type\":\"ready\",\"env\":{\"A\":null}} | null stands in env",
            "{\"type\":\"ready\",\"path\":[null]} | null stands in path",
            "{\"type\":\"ready\",\"phase\":[\"test\"]} | Unrecognized property \"phase\"",
            "{\"type\":\"print\"} | the key text is missing",
            "{\"type\":\"data\"} | the key data is missing",
            "{\"type\":\"failure\"} | the key reason is missing",
            "{\"type\":\"Said$Ended\"} | Could not resolve type id",
            "{\"type\":\"ended\"} | Could not resolve type id",
            "{\"run\":\"make\"} | Could not resolve subtype",
            "null | null is none"})
    void refusesWhatIsNoMessage(String line, String why) {
        assertThatExceptionOfType(PluginFailure.class).isThrownBy(() -> said(line))
                .withMessageStartingWith(
                        "it wrote to its standard output what is no message of the protocol (" + why)
                .withMessageEndingWith(": " + line);
    }

    @Test
    void takesWhatIsNotThereForNothing() throws Exception {
        assertThat(said("{\"type\":\"ready\",\"phases\":[\"test\"],\"env\":null}"))
                .isInstanceOfSatisfying(Said.Ready.class,
                        ready -> assertThat(ready.phases()).containsExactly(Phase.TEST));
        assertThat(said("{\"type\":\"run\",\"run\":\"make\",\"name\":null}")).isEqualTo(new Said.Run("make", null));
        assertThat(said("{\"type\":\"failed\"}")).isEqualTo(new Said.Failed(null));
    }

    @Test
    void keepsTheDigitsOfNumbers() throws Exception {
        assertThat(said("{\"type\":\"data\",\"data\":{\"version\":22.10}}"))
                .isEqualTo(new Said.Data(Map.of("version", new BigDecimal("22.10"))));
    }

    @Test
    void staysInterruptedWhenNobodyReads() throws Exception {
        try (var conversation = conversation("")) {
            Thread.currentThread().interrupt();

            conversation.say(Map.of("text", "x".repeat(100_000)));

            assertThat(Thread.interrupted()).isTrue();
            ended.complete(new Ending.Exited(0));
        }
    }

    private Said said(String line) throws PluginFailure, IOException {
        ended.complete(new Ending.Exited(0));
        try (var conversation = conversation(line + "\n")) {
            return conversation.next();
        }
    }

    private Conversation conversation(String output) throws IOException {
        var limits = new Limits(Deadline.in(Duration.ofMinutes(1), "late"), null);
        return new Conversation(PLUGIN, new Program(new Stage(output), new Mark("e", -2), Map.of(), limits,
                new Silent(), new CompletableFuture<>()), threads);
    }

    /** Where a program says its lines, and reads nothing. */
    private final class Stage implements JobEnvironment {

        private final byte[] output;

        Stage(String output) {
            this.output = output.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public Map<String, String> variables() {
            return Map.of();
        }

        @Override
        public Ending run(Script script, Limits limits, OutputSink sink, CompletableFuture<?> stop) {
            sink.write(Source.STDOUT, output, output.length);
            return ended.join();
        }

        @Override
        public Evidence endAll() {
            return new Evidence(List.of(), List.of());
        }

        @Override
        public void close() {
            // nothing is left
        }
    }

    private static final class Silent implements OutputSink {

        @Override
        public void write(Source source, byte[] bytes, int length) {
            // nobody looks
        }

        @Override
        public void end(Source source) {
            // nobody looks
        }
    }
}
