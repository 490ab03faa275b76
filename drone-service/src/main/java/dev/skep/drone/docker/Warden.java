package dev.skep.drone.docker;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.skep.drone.process.Family.Member;
import dev.skep.drone.process.Mark;
import dev.skep.drone.process.OutputSink.Source;
import dev.skep.drone.process.Signal;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The drone's hand in a container: {@code warden.sh}, which lives as long as this connection to it. Jobs can write to its
 * streams too, by {@code /proc/1/fd}, which may mislead it about their own processes, but must not fill the drone's memory.
 */
final class Warden implements Closeable {

    private static final Logger log = LoggerFactory.getLogger(Warden.class);
    private static final Duration GREETING_LIMIT = Duration.ofSeconds(30);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(5);
    /** The numbers of more processes than commands have. */
    private static final int LONGEST_ANSWER = 64 * 1024;
    private static final int LONGEST_COMPLAINT = 4 * 1024;
    /** More than are ever waited for. */
    private static final int MOST_ANSWERS = 4;

    /** All processes of the container but for those that are its own. */
    static final String EVERYBODY = "* *";
    private static final Pattern MEMBER = Pattern.compile("(\\d{1,10}):([A-Za-z0-9._+-]{0,15})");

    private final Attachment attachment;
    /** An empty one stands where no more will come. */
    private final BlockingQueue<Optional<String>> answers = new LinkedBlockingQueue<>();
    private final Beginning complaints = new Beginning(LONGEST_COMPLAINT);

    /** @param attachment to the container's own command, before that starts */
    Warden(Attachment attachment, Executor threads) {
        this.attachment = attachment;
        threads.execute(this::listen);
    }

    private void listen() {
        var line = new Beginning(LONGEST_ANSWER);
        Frames.read(attachment.output(), (source, bytes, length) -> {
            if (source == Source.STDERR) {
                complaints.write(bytes, 0, length);
                return;
            }
            for (var i = 0; i < length; i++) {
                if (bytes[i] == '\n') {
                    take(line.toString(StandardCharsets.UTF_8));
                    line.reset();
                } else {
                    line.write(bytes[i]);
                }
            }
        });
        answers.add(Optional.empty());
    }

    private void take(String answer) {
        if (answers.size() < MOST_ANSWERS) {
            answers.add(Optional.of(answer));
        }
    }

    /**
     * Its first words.
     *
     * @param writable whether it may write to the job's directory
     * @param shell where the container's {@code sh} is
     */
    record Greeting(boolean writable, String shell) {

        private static Greeting of(String line) {
            var words = line.split(" ", 2);
            return new Greeting(words[0].equals("writable"), words.length > 1 ? words[1] : "sh");
        }
    }

    /** Waits for its first words. Null when it has ended instead. */
    @Nullable
    Greeting greeting() throws IOException {
        var line = answer(GREETING_LIMIT);
        return line == null ? null : Greeting.of(line);
    }

    /** What the container complained of, such as why it could not start. */
    String complaints() {
        return complaints.toString(StandardCharsets.UTF_8).strip();
    }

    /**
     * The processes of a command.
     *
     * @param shell the process that runs {@code command.sh}
     */
    static String family(String shell, Mark mark) {
        return shell + " " + Mark.VARIABLE + "=" + mark.value();
    }

    /**
     * Signals processes.
     *
     * @param whose {@link #family} or {@link #EVERYBODY}
     * @param except who does not get this signal
     * @return all that live
     * @throws IOException when the container does not answer
     */
    synchronized List<Member> signal(Signal signal, String whose, Set<Long> except) throws IOException {
        var told = except.stream().map(String::valueOf).collect(Collectors.joining(" "));
        answers.removeIf(Optional::isPresent); // they answer nothing
        var found = send(signal + " " + whose + " " + told) ? answer(ANSWER_LIMIT) : null;
        return found == null ? List.of() : MEMBER.matcher(found).results().map(Warden::member).toList();
    }

    private static Member member(MatchResult found) {
        return new Member(Long.parseLong(found.group(1)), found.group(2));
    }

    /** Ends the shell of a command that the drone has all output of. */
    synchronized void free(String shell) {
        send("FREE " + shell);
    }

    /** False when the container has ended. */
    private boolean send(String order) {
        try {
            attachment.input().write((order + "\n").getBytes(StandardCharsets.UTF_8));
            attachment.input().flush();
            return true;
        } catch (IOException ended) {
            return false;
        }
    }

    /** Null when none will come any more. */
    private @Nullable String answer(Duration limit) throws IOException {
        try {
            var answer = answers.poll(limit.toNanos(), TimeUnit.NANOSECONDS);
            if (answer == null) {
                throw new IOException("the job's container does not answer");
            }
            if (answer.isEmpty()) {
                answers.add(answer);
            }
            return answer.orElse(null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for the job's container", e);
        }
    }

    @Override
    public void close() {
        try {
            attachment.close();
        } catch (IOException e) {
            log.debug("the connection to a container had ended", e);
        }
    }

    /** Keeps so many bytes, and forgets what comes after them. */
    private static final class Beginning extends ByteArrayOutputStream {

        private final int limit;

        Beginning(int limit) {
            this.limit = limit;
        }

        @Override
        public synchronized void write(int next) {
            if (count < limit) {
                super.write(next);
            }
        }

        @Override
        public synchronized void write(byte[] bytes, int from, int length) {
            super.write(bytes, from, Math.min(length, limit - count));
        }
    }
}
