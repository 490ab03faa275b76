package dev.skep.broker;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection to the broker that is made anew for as long as it takes: at the start, when the broker is not there yet, and
 * whenever it is lost. What belongs on the connection is set up by {@link Setup}, each time from the beginning, so that
 * there is one path and not a second one for recovery.
 */
public final class BrokerLink implements AutoCloseable {

    /** Declares, consumes, opens channels: all that a fresh connection needs. A failure drops the connection. */
    @FunctionalInterface
    public interface Setup {
        void on(Connection connection) throws IOException;
    }

    private static final Logger log = LoggerFactory.getLogger(BrokerLink.class);
    /** A drone that was only cut off for a moment is back before a queen holds it to be gone. */
    private static final Duration FIRST_PAUSE = Duration.ofMillis(20);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
    private static final int CLOSE_MILLIS = 2000;

    private final ConnectionFactory factory;
    private final String name;
    private final Setup setup;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread keeper;
    private volatile @Nullable Connection connection;
    private volatile boolean blocked;

    /**
     * Starts connecting in the background.
     *
     * @param name how the broker's tools show the connection
     */
    public BrokerLink(BrokerAddress address, String name, Setup setup) {
        this.factory = address.connectionFactory();
        this.name = name;
        this.setup = setup;
        this.keeper = Thread.ofPlatform().name("link " + name).daemon().start(this::keep);
    }

    /** Whether the connection stands and is set up. */
    public boolean isUp() {
        var current = connection;
        return current != null && current.isOpen();
    }

    /** Whether the broker said that it takes no messages on this connection for now. */
    public boolean isBlocked() {
        return isUp() && blocked;
    }

    private void keep() {
        var pause = FIRST_PAUSE;
        while (!isClosed()) {
            try {
                stayConnected();
                pause = FIRST_PAUSE;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (IOException | TimeoutException | RuntimeException | Error e) { // there may be no thread for it
                if (pause.equals(FIRST_PAUSE) && !isClosed()) {
                    // The client wraps what the broker said in an exception that says nothing.
                    log.warn("{} cannot reach the broker, and keeps trying: {}", name,
                            String.valueOf(e.getCause() == null ? e : e.getCause()));
                }
            }
            pause = sleep(pause);
        }
    }

    /** Returns when the connection is lost. */
    private void stayConnected() throws IOException, TimeoutException, InterruptedException {
        var down = new CountDownLatch(1);
        var fresh = factory.newConnection(name);
        try {
            fresh.addShutdownListener(cause -> down.countDown());
            blocked = false;
            fresh.addBlockedListener(reason -> blocked = true, () -> blocked = false);
            setup.on(fresh);
            connection = fresh;
            log.debug("{} connected to the broker", name);
            down.await();
            if (!isClosed()) {
                log.warn("{} lost the broker: {}", name, String.valueOf(fresh.getCloseReason()));
            }
        } finally {
            fresh.abort(CLOSE_MILLIS);
        }
    }

    private Duration sleep(Duration pause) {
        try {
            closed.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        var twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
    }

    private boolean isClosed() {
        return closed.getCount() == 0 || Thread.currentThread().isInterrupted();
    }

    /** Closes the connection and makes no new one. */
    @Override
    public void close() {
        closed.countDown();
        var current = connection;
        if (current != null) {
            current.abort(CLOSE_MILLIS);
        }
        keeper.interrupt();
    }
}
