package dev.skep.drone.plugin;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import dev.skep.drone.process.Ending;
import dev.skep.plugin.PluginFailure;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Talks with a plugin's program: one JSON object a line, each way. */
final class Conversation implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES) // a misspelt key would say nothing
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS) // 22.10 stays what it is
            .build();
    private static final int PIPE_BYTES = 64 * 1024;
    private static final long LAST_WORDS_MILLIS = 1000;

    private final PipedOutputStream toProgram = new PipedOutputStream();
    private final Lines lines;
    private final CompletableFuture<Ending> ending;

    Conversation(InstalledPlugin plugin, Program program, Executor threads) throws IOException {
        var input = new PipedInputStream(toProgram, PIPE_BYTES);
        lines = new Lines(program.errors());
        ending = CompletableFuture.supplyAsync(() -> {
            try {
                return program.run(plugin, input, lines);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while a plugin ran", e);
            } finally {
                closeQuietly(input); // when it never began, nobody else does, and whoever writes would wait
                lines.close();
            }
        }, threads);
    }

    /** A program that has ended reads nothing; {@link #next} tells. */
    void say(Map<String, ?> message) {
        try {
            toProgram.write((JSON.writeValueAsString(message) + "\n").getBytes(StandardCharsets.UTF_8));
            toProgram.flush();
        } catch (InterruptedIOException e) {
            Thread.currentThread().interrupt();
        } catch (IOException ended) {
            // next() tells
        }
    }

    /** Waits for the next message. */
    Said next() throws PluginFailure {
        try {
            var line = lines.next();
            while (line.isPresent() && line.get().isBlank()) {
                line = lines.next();
            }
            return line.isPresent() ? parsed(line.get()) : new Said.Ended();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Said.Ended();
        }
    }

    private static Said parsed(String line) throws PluginFailure {
        try {
            var message = JSON.readValue(line, Said.Message.class);
            if (message == null) {
                throw noMessage("null is none", line);
            }
            return message;
        } catch (JacksonException e) {
            throw noMessage(e.getCause() instanceof IllegalArgumentException incomplete
                    ? incomplete.getMessage()
                    : e.getOriginalMessage(), line);
        }
    }

    private static PluginFailure noMessage(@Nullable String why, String line) {
        return new PluginFailure("it wrote to its standard output what is no message of the protocol (" + why
                + "; what people are to read goes to standard error): " + line);
    }

    /** Whether the program, which has ended, was made to: because a limit passed, or the job is to stop. */
    boolean wasCutOff() {
        return ending.join() instanceof Ending.TimedOut || ending.join() instanceof Ending.Stopped;
    }

    /** How the program, which has ended, did so, for people. */
    String howItEnded() {
        return switch (ending.join()) {
            case Ending.Exited(int code) -> "with exit code " + code;
            case Ending.TimedOut(int code, String limit) -> limit;
            case Ending.Stopped stopped -> "because the job was stopped";
            case Ending.Lost(String reason) -> "as it " + reason;
            case Ending.NotStarted(String reason) -> "before it began: it " + reason;
        };
    }

    /** Nothing more will be said: the program has a moment to end by itself, and else ends with its job. */
    @Override
    public void close() {
        lines.ignore();
        closeQuietly(toProgram);
        try {
            ending.get(LAST_WORDS_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException | ExecutionException itEndsWithItsJob) {
            // whoever closes the job's place sees to it
        }
    }

    private static void closeQuietly(Closeable stream) {
        try {
            stream.close();
        } catch (IOException closedBefore) {
            // then it is closed
        }
    }
}
