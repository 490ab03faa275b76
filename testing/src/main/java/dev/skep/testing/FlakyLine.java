package dev.skep.testing;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A TCP line to a broker that a test can cut and mend: clients see their connections end, and nobody listening. */
public final class FlakyLine implements AutoCloseable {

    private final URI target;
    private final InetSocketAddress address;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private ServerSocket listener;

    private FlakyLine(URI target, ServerSocket listener) {
        this.target = target;
        this.listener = listener;
        this.address = (InetSocketAddress) listener.getLocalSocketAddress();
        serve(listener);
    }

    /**
     * A line to what listens at the URI's host and port, whole for now.
     *
     * @param uri an AMQP URI
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
        return target.toString().replace(":" + target.getPort(), ":" + address.getPort());
    }

    /** Ends all connections and lets no new ones in. */
    public void cut() {
        closeQuietly(listener);
        sockets.forEach(FlakyLine::closeQuietly);
        sockets.clear();
    }

    /** Lets connections in again. */
    public void mend() {
        try {
            listener = new ServerSocket(address.getPort(), 0, address.getAddress());
            serve(listener);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        cut();
    }

    private void serve(ServerSocket from) {
        Thread.ofVirtual().start(() -> {
            try {
                while (true) {
                    join(from.accept());
                }
            } catch (IOException cut) {
                closeQuietly(from);
            }
        });
    }

    private void join(Socket client) throws IOException {
        var server = new Socket();
        sockets.add(client);
        sockets.add(server);
        server.connect(new InetSocketAddress(InetAddress.getByName(target.getHost()), target.getPort()));
        pump(client, server);
        pump(server, client);
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
