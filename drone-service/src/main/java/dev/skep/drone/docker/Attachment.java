package dev.skep.drone.docker;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * The standard streams of something in a container. The library's own attachments cannot end the input, which commands
 * that read to its end wait for.
 *
 * @param output what comes from it, in {@link Frames}
 * @param input what goes to it; closing this ends its input, and leaves the output open
 * @param connection carries both
 */
record Attachment(InputStream output, OutputStream input, Closeable connection) implements Closeable {

    private static final int SWITCHED = 101;

    /**
     * Turns a fresh connection into an attachment.
     *
     * @param path what to ask the engine for
     * @param body the question's JSON, in ASCII; may be empty
     * @throws IOException when the engine refuses, in its words
     */
    static Attachment ask(Line line, String path, String body) throws IOException {
        try {
            line.output().write(("POST " + path + " HTTP/1.1\r\nHost: docker\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n"
                    + "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                    .getBytes(StandardCharsets.US_ASCII));
            line.output().flush();
            var answer = new BufferedInputStream(line.input());
            var status = status(answer);
            if (status != SWITCHED) {
                line.endOutput().close();
                throw new IOException(EngineWords.in(new String(answer.readAllBytes(), StandardCharsets.UTF_8)));
            }
            return new Attachment(answer, closing(line), line.connection());
        } catch (IOException e) {
            line.connection().close();
            throw e;
        }
    }

    /** Reads the head of the answer. */
    private static int status(InputStream answer) throws IOException {
        var first = headLine(answer).split(" ", 3);
        while (!headLine(answer).isEmpty()) {
            // the engine's headers say nothing that is of use here
        }
        return first.length > 1 ? Integer.parseInt(first[1]) : 0;
    }

    private static String headLine(InputStream answer) throws IOException {
        var text = new StringBuilder();
        for (int next; (next = answer.read()) != '\n';) {
            if (next < 0) {
                throw new IOException("docker ended the connection");
            }
            text.append((char) next);
        }
        return text.toString().strip();
    }

    private static OutputStream closing(Line line) {
        return new FilterOutputStream(line.output()) {
            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                out.write(bytes, from, length);
            }

            @Override
            public void close() throws IOException {
                line.endOutput().close();
            }
        };
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
