package dev.skep.drone.job;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

import dev.skep.drone.process.OutputSink.Source;
import dev.skep.drone.secret.Masker;
import dev.skep.message.Execution;
import dev.skep.message.JobEvent;
import dev.skep.message.JobInfo;
import dev.skep.message.LogSummary;
import dev.skep.message.Output;
import dev.skep.message.Stamp;
import org.jspecify.annotations.Nullable;

/**
 * Gives the events of one execution their numbers, in the order in which things happened. Output is gathered into chunks; a
 * chunk leaves when it is full, a moment after its first byte, and before anything that came later.
 */
final class Reporter {

    private static final long PATIENCE_MILLIS = 100;

    private final Execution execution;
    private final Masker masker;
    private final EventSink events;
    private final InstantSource clock;
    private final ScheduledExecutorService timer;
    private final ReentrantLock lock = new ReentrantLock();
    private final LogDigest digest = new LogDigest();
    private long seq = Stamp.FIRST_OF_DRONE;
    /** Whose bytes came last; others have nothing unsent but perhaps an unfinished character. */
    private @Nullable StreamChunk open;
    private @Nullable Integer command;
    private boolean truncated;
    private boolean over;
    private boolean muted;

    Reporter(Execution execution, Masker masker, EventSink events, InstantSource clock,
            ScheduledExecutorService timer) {
        this.execution = execution;
        this.masker = masker;
        this.events = events;
        this.clock = clock;
        this.timer = timer;
    }

    /** Reports what just happened, after all that was written before. */
    void report(Function<Stamp, JobEvent> event) {
        lock.lock();
        try {
            flush();
            send(event);
        } finally {
            lock.unlock();
        }
    }

    /** Done when the broker has all that was reported so far. */
    CompletableFuture<?> delivered() {
        return events.delivered();
    }

    /** Whether it was kept; if it was not, the first time, it is said so in its place. */
    private boolean send(Function<Stamp, JobEvent> event) {
        if (muted) {
            return true;
        }
        var happened = MaskedEvent.of(event.apply(stamp()), masker);
        if (truncated && !(happened instanceof JobEvent.Status)) {
            return false;
        }
        if (!events.send(happened)) {
            truncated = true;
            send(stamp -> new JobEvent.Truncated(stamp, events.limit()));
            return false;
        }
        seq++; // not before there is an event: readers would wait for the number for ever
        command = switch (happened) {
            case JobEvent.CommandStarted started -> started.num();
            case JobEvent.CommandDone done -> null;
            case JobEvent other -> command;
        };
        return true;
    }

    /** Nobody listens any more: nothing further is sent. */
    void mute() {
        lock.lock();
        try {
            muted = true;
        } finally {
            lock.unlock();
        }
    }

    private Stamp stamp() {
        return new Stamp(execution.job(), execution.attempt(), execution.lease(), seq, now());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /** The text without the job's secrets. */
    String masked(String text) {
        return masker.mask(text);
    }

    /** Takes what a command writes. */
    CommandOutput outputOf(int num) {
        return new CommandOutput(this, num, masker);
    }

    /** Takes what is written outside any command. */
    CommandOutput outputOutside() {
        return new CommandOutput(this, null, masker);
    }

    /** Says on a line of its own, outside any command, what no event tells; no more of it than of a reason. */
    void say(String what) {
        var line = (MaskedEvent.reason(what, masker) + "\n").getBytes(StandardCharsets.UTF_8);
        try (var output = outputOutside()) {
            output.write(Source.STDERR, line, line.length);
        }
    }

    /** The first bytes of the array were written to this stream. */
    void written(StreamChunk stream, byte[] bytes, int length) {
        lock.lock();
        try {
            if (over || stream.hasEnded()) {
                return; // a process that could not be found goes on writing
            }
            add(stream, stream.masked().pass(bytes, length));
            if (!stream.chunk().isEmpty() && stream.awaitsTimer()) {
                timer.schedule(() -> timeout(stream), PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            }
        } finally {
            lock.unlock();
        }
    }

    private void add(StreamChunk stream, byte[] visible) {
        if (open != stream && visible.length > 0) {
            flush();
            open = stream;
        }
        for (var from = 0; from < visible.length;) {
            from += stream.chunk().add(visible, from, visible.length);
            if (stream.chunk().isFull()) {
                flush();
            }
        }
    }

    private void timeout(StreamChunk stream) {
        lock.lock();
        try {
            stream.timerCame();
            if (open == stream && !over) {
                flush();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Nothing more comes from this stream: what it holds leaves, finished or not. */
    void ended(StreamChunk stream) {
        lock.lock();
        try {
            if (over) {
                return;
            }
            add(stream, stream.masked().end());
            flush();
            send(stream, stream.chunk().length());
            stream.end();
        } finally {
            lock.unlock();
        }
    }

    private void flush() {
        if (open != null) {
            send(open, open.chunk().whole());
        }
    }

    private void send(StreamChunk stream, int length) {
        if (length > 0) {
            var bytes = stream.chunk().bytes();
            if (!truncated && send(stamp -> stream.event(stamp, Output.of(bytes, length, digest.bytes())))) {
                digest.add(bytes, length);
            } else {
                digest.drop(length);
            }
            stream.chunk().sent(length);
        }
    }

    /** Sends at once what has not been sent, and says how far the job is. */
    JobInfo sendAll(String drone) {
        lock.lock();
        try {
            flush();
            return info(drone);
        } finally {
            lock.unlock();
        }
    }

    private JobInfo info(String drone) {
        return new JobInfo(execution.job(), execution.attempt(), execution.lease(), drone, now(), seq - 1,
                events.stored(), digest.bytes(), command);
    }

    /** Nothing more is reported. */
    void close(String drone) {
        lock.lock();
        try {
            if (!over) {
                flush();
            }
            over = true;
            events.close(info(drone));
        } finally {
            lock.unlock();
        }
    }

    /** What the log came to; nothing may be written afterwards. */
    LogSummary summary() {
        lock.lock();
        try {
            flush();
            over = true;
            return digest.summary();
        } finally {
            lock.unlock();
        }
    }
}
