package dev.skep.gateway.live;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/** What one reader has not taken yet. Bounded: a reader that is too slow is ended rather than waited for. */
final class Watch<T> implements AutoCloseable {

    static final int MOST_UNREAD = 10_000;

    private final BlockingQueue<T> unread;
    private final Consumer<Watch<T>> onClose;
    private volatile boolean ended;
    private volatile @Nullable Thread reader;

    Watch(int mostUnread, Consumer<Watch<T>> onClose) {
        this.unread = new ArrayBlockingQueue<>(mostUnread);
        this.onClose = onClose;
    }

    boolean offer(T news) {
        return unread.offer(news);
    }

    /** The next thing, or null when nothing came for so long, or the watch has ended. */
    @Nullable
    T next(Duration patience) throws InterruptedException {
        reader = Thread.currentThread();
        return ended ? null : unread.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    boolean hasEnded() {
        return ended;
    }

    void end() {
        ended = true;
        var waiting = reader;
        if (waiting != null) {
            waiting.interrupt();
        }
    }

    @Override
    public void close() {
        onClose.accept(this);
    }
}
