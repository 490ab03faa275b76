package dev.skep.testing;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A TCP line to a broker that a test can cut and mend. While it is cut, connections end as soon as they are made. */
public final class FlakyLine implements AutoCloseable {

    private final URI target;
    private final ServerSocket listener;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile boolean whole = true;

    private FlakyLine(URI target, ServerSocket listener) {
        this.target = target;
        this.listener = listener;
        Thread.ofVirtual().start(this::serve);
    }

    /**
     * A line to what listens at the URI's host and port, whole for now.
     *
     * @param uri an AMQP URI that names the port
     */
    public static FlakyLine to(String uri) {
        try {
            return new FlakyLine(URI.create(uri), new ServerSocket(0, 0, InetAddress.getLoopbackAddress()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The URI through this line. */
    public String uri() {
        return target.toString().replace(":" + target.getPort(), ":" + listener.getLocalPort());
    }

    /** Ends all connections. */
    public void cut() {
        whole = false;
        sockets.forEach(FlakyLine::closeQuietly);
        sockets.clear();
    }

    /** Lets connections through again. */
    public void mend() {
        whole = true;
    }

    @Override
    public void close() {
        closeQuietly(listener);
        cut();
    }

    private void serve() {
        try {
            while (true) {
                connect(listener.accept());
            }
        } catch (IOException closed) {
            cut();
        }
    }

    private void connect(Socket client) {
        try {
            var server = new Socket(InetAddress.getByName(target.getHost()), target.getPort());
            sockets.add(client);
            sockets.add(server);
            pump(client, server);
            pump(server, client);
        } catch (IOException brokerIsDown) {
            closeQuietly(client);
        }
        if (!whole) {
            cut();
        }
    }

    private static void pump(Socket from, Socket to) {
        Thread.ofVirtual().start(() -> {
            try (from; to) {
                from.getInputStream().transferTo(to.getOutputStream());
            } catch (IOException cut) {
                closeQuietly(to);
            }
        });
    }

    private static void closeQuietly(Closeable socket) {
        try {
            socket.close();
        } catch (IOException alreadyClosed) {
            // There is nothing more to end.
        }
    }
}
