package dev.skep.standalone.faults.site;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A TCP line that can be broken in the two ways in which networks break: what is sent vanishes from sight and nobody is
 * told, or connections are refused.
 */
public final class Line implements AutoCloseable {

    private static final int BUFFER_BYTES = 64 * 1024;

    private final ServerSocket listener;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile int target;
    private boolean silent;
    private volatile boolean refusing;

    Line(int target) throws IOException {
        this.target = target;
        this.listener = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().name("line").start(this::serve);
    }

    /** Where it is entered, on this machine. */
    int port() {
        return listener.getLocalPort();
    }

    /** Where it leads from now on, on this machine. Connections that there are stay as they are. */
    void lead(int port) {
        target = port;
    }

    /**
     * A black hole: nothing passes any more, in either direction, and connections stay. New ones can be made and stay
     * without an answer. What is sent meanwhile arrives when the line is mended, as TCP would repeat it.
     */
    public synchronized void silence() {
        silent = true;
    }

    /** Ends all connections by a reset, and each new one. */
    public void refuse() {
        refusing = true;
        sockets.forEach(Line::reset);
        sockets.clear();
    }

    /** Lets everything pass again. */
    public synchronized void mend() {
        silent = false;
        refusing = false;
        notifyAll();
    }

    private synchronized void awaitSound() throws InterruptedException {
        while (silent) {
            wait();
        }
    }

    @Override
    public void close() {
        closeQuietly(listener);
        refuse();
        mend();
    }

    private void serve() {
        while (!listener.isClosed()) {
            try {
                var client = listener.accept();
                Thread.ofVirtual().name("line").start(() -> connect(client));
            } catch (IOException noMore) {
                closeQuietly(listener);
            }
        }
    }

    private void connect(Socket client) {
        sockets.add(client);
        try {
            awaitSound();
            var server = new Socket(InetAddress.getLoopbackAddress(), target);
            sockets.add(server);
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            Thread.ofVirtual().name("line back").start(() -> pump(server, client));
            if (refusing) {
                refuse();
            }
            pump(client, server);
        } catch (IOException nobodyThere) {
            reset(client);
            sockets.remove(client);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void pump(Socket from, Socket to) {
        var buffer = new byte[BUFFER_BYTES];
        try (from; to) {
            for (int read; (read = from.getInputStream().read(buffer)) >= 0;) {
                awaitSound();
                to.getOutputStream().write(buffer, 0, read);
            }
            awaitSound();
        } catch (IOException broken) {
            reset(to);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            sockets.remove(from);
            sockets.remove(to);
        }
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException alreadyClosed) {
            // Then there is nothing to reset.
        }
        closeQuietly(socket);
    }

    private static void closeQuietly(Closeable socket) {
        try {
            socket.close();
        } catch (IOException alreadyClosed) {
            // There is nothing more to end.
        }
    }
}
