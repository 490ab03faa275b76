package dev.skep.drone.docker;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;

/** An engine, and somebody between it and its clients who leaves some questions unanswered, refuses others, or dies. */
final class FlakyEngine implements AutoCloseable {

    private static final int CHUNK = 64 * 1024;
    private static final Pattern QUESTION = Pattern.compile("(?:GET|POST|DELETE) \\S+(?= HTTP)");
    private static final String REFUSAL = "{\"message\":\"out of order\"}";

    private final String host;
    private final UnixDomainSocketAddress engine;
    private final ServerSocketChannel listener;
    private final Queue<String> questions = new ConcurrentLinkedQueue<>();
    private final Set<String> open = ConcurrentHashMap.newKeySet();
    private final Set<SocketChannel> lines = ConcurrentHashMap.newKeySet();
    private volatile Pattern unanswered = Pattern.compile("none");
    private volatile Pattern refused = Pattern.compile("none");

    /** @param engine where the real one listens: {@code unix:///path} */
    FlakyEngine(Path socket, String engine) throws IOException {
        this.host = "unix://" + socket;
        this.engine = UnixDomainSocketAddress.of(URI.create(engine).getPath());
        this.listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        listener.bind(UnixDomainSocketAddress.of(socket));
        Thread.ofVirtual().start(this::serve);
    }

    String host() {
        return host;
    }

    /** From now on it hangs on questions such as {@code POST …/images/create.*}. */
    void leaveUnanswered(String question) {
        unanswered = Pattern.compile(question);
    }

    void refuse(String question) {
        refused = Pattern.compile(question);
    }

    boolean wasAsked(String question) {
        return questions.stream().anyMatch(asked -> asked.matches(question));
    }

    /** Whether a client still has a connection on which it last asked this. */
    boolean isOpen(String question) {
        return open.stream().anyMatch(asked -> asked.matches(question));
    }

    /** Dies. */
    @Override
    public void close() {
        closeQuietly(listener);
        lines.forEach(FlakyEngine::closeQuietly);
    }

    private void serve() {
        try {
            while (true) {
                var client = listener.accept();
                var server = SocketChannel.open(engine);
                lines.add(client);
                lines.add(server);
                Thread.ofVirtual().start(() -> ask(client, server));
                Thread.ofVirtual().start(() -> copy(server, client));
            }
        } catch (IOException closed) {
            close();
        }
    }

    private void ask(SocketChannel client, SocketChannel server) {
        var last = "";
        var hangs = false;
        var chunk = ByteBuffer.allocate(CHUNK);
        try {
            while (client.read(chunk.clear()) >= 0) {
                var question = QUESTION.matcher(StandardCharsets.ISO_8859_1.decode(chunk.flip()));
                if (question.lookingAt()) {
                    open.remove(last);
                    last = question.group();
                    open.add(last);
                    questions.add(last);
                }
                hangs |= unanswered.matcher(last).matches();
                if (refused.matcher(last).matches()) {
                    client.write(ByteBuffer.wrap(("HTTP/1.1 500 Internal Server Error\r\nContent-Length: "
                            + REFUSAL.length() + "\r\n\r\n" + REFUSAL).getBytes(StandardCharsets.US_ASCII)));
                } else if (!hangs) {
                    write(chunk.rewind(), server);
                }
            }
            server.shutdownOutput();
        } catch (IOException ended) {
            closeQuietly(server);
        } finally {
            open.remove(last);
        }
    }

    private static void copy(SocketChannel from, SocketChannel to) {
        var chunk = ByteBuffer.allocate(CHUNK);
        try {
            while (from.read(chunk.clear()) >= 0) {
                write(chunk.flip(), to);
            }
            to.shutdownOutput();
        } catch (IOException ended) {
            closeQuietly(to);
        }
    }

    private static void write(ByteBuffer chunk, SocketChannel to) throws IOException {
        while (chunk.hasRemaining()) {
            to.write(chunk);
        }
    }

    private static void closeQuietly(Closeable line) {
        try {
            line.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
