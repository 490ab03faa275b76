package dev.skep.drone.docker;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** How long an engine may take for what it does at once: one that hangs must not hold a job for ever. */
record AnswerLimit(Duration longest) {

    /**
     * Asks in a thread of its own: the client knows no limit on Unix sockets, but an interrupted virtual thread lets go of
     * any.
     *
     * @throws IOException when there is no answer in time, or {@code question} throws it
     */
    <T> T await(Callable<T> question) throws IOException {
        var answer = new FutureTask<>(question);
        Thread.ofVirtual().name("docker question").start(answer);
        try {
            return answer.get(longest.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new IOException("no answer within " + longest.toSeconds() + " seconds");
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException failure -> throw failure;
                case RuntimeException failure -> throw failure;
                case null, default -> throw new IllegalStateException(e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while docker was asked");
        } finally {
            answer.cancel(true);
        }
    }
}
