package dev.skep.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;

import de.bwaldvogel.mongo.MongoServer;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;

/**
 * A store that speaks MongoDB's protocol, in this process, on a port of its own choice on the loopback interface. What it
 * has answered survives the sudden end of the process; the machine's own sudden end may cost the last seconds.
 */
public final class EmbeddedStore implements AutoCloseable {

    /** Each connection belongs to one thread, and a thread waits while its change is committed. */
    private static final int THREADS = 16;
    private static final int CACHE_SHARE = 8;
    /** Small, because a commit writes the whole of each page that changed. */
    private static final int PAGE_BYTES = 4096;
    private static final int MEGABYTE = 1024 * 1024;

    private final MongoServer server;
    private final int port;

    private EmbeddedStore(MVStore store) {
        server = new MongoServer(new StoreBackend(store));
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1, THREADS);
        port = server.getLocalAddress().getPort();
    }

    /**
     * Opens the store in this file, which is made when it is not there.
     *
     * @throws IllegalStateException when another process has it open
     */
    public static EmbeddedStore start(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        return new EmbeddedStore(open(file));
    }

    /** A store that keeps nothing, for tests. */
    public static EmbeddedStore inMemory() {
        return new EmbeddedStore(MVStore.open(null));
    }

    private static MVStore open(Path file) {
        var cache = Runtime.getRuntime().maxMemory() / CACHE_SHARE / MEGABYTE;
        try {
            // All commits are ours: one at the wrong moment would write half a change.
            return new MVStore.Builder().fileName(file.toString()).autoCommitDisabled().autoCommitBufferSize(0)
                    .cacheSize((int) cache).pageSplitSize(PAGE_BYTES).open();
        } catch (MVStoreException e) {
            if (e.getErrorCode() == DataUtils.ERROR_FILE_LOCKED) {
                throw new InUse(file, e);
            }
            throw e;
        }
    }

    /** Another process has the file open. */
    public static final class InUse extends RuntimeException {
        private InUse(Path file, Exception cause) {
            super("another process uses " + file, cause);
        }
    }

    /** Where it listens: {@code mongodb://127.0.0.1:port/database}. */
    public String uri(String database) {
        return "mongodb://127.0.0.1:" + port + "/" + database;
    }

    /** Ends the store; its connections are closed. */
    @Override
    public void close() {
        server.shutdownNow();
    }
}
