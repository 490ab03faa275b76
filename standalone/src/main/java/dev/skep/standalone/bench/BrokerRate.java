package dev.skep.standalone.bench;

import java.io.IOException;
import java.util.Map;
import java.util.NavigableSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.skep.broker.BrokerAddress;
import dev.skep.standalone.measure.Samples;

/** The most that the broker carries through a queue of the kind that events go through: confirmed, persistent, acked. */
final class BrokerRate {

    private static final int PREFETCH = 500;
    private static final long PATIENCE_SECONDS = 120;

    private final BrokerQueue queue;
    private final int count;
    private final int allowed;
    private final Semaphore window;
    private final NavigableSet<Long> unconfirmed = new ConcurrentSkipListSet<>();
    private final CountDownLatch consumed;
    private final AtomicBoolean refused = new AtomicBoolean();

    private BrokerRate(BrokerQueue queue, int count, int allowed) {
        this.queue = queue;
        this.count = count;
        this.allowed = allowed;
        this.window = new Semaphore(allowed);
        this.consumed = new CountDownLatch(count);
    }

    /**
     * Messages a second, each confirmed to its publisher, consumed and acknowledged.
     *
     * @param bytes the size of a message
     * @param window how many may be unconfirmed at once
     */
    static double perSecond(BrokerAddress broker, int count, int bytes, int window)
            throws IOException, InterruptedException {
        try (var queue = new BrokerQueue(broker, Map.of("x-queue-type", "quorum"))) {
            var rate = new BrokerRate(queue, count, window);
            rate.connect();
            return rate.measure(new byte[bytes]);
        }
    }

    private void connect() throws IOException {
        queue.out().addConfirmListener(this::settle, (tag, multiple) -> {
            refused.set(true);
            settle(tag, multiple);
        });
        queue.consume(PREFETCH, (consumer, delivery) -> {
            queue.ack(delivery.getEnvelope().getDeliveryTag());
            consumed.countDown();
        });
    }

    private void settle(long tag, boolean multiple) {
        var settled = multiple ? unconfirmed.headSet(tag, true) : unconfirmed.subSet(tag, true, tag, true);
        while (settled.pollFirst() != null) {
            window.release();
        }
    }

    private double measure(byte[] body) throws IOException, InterruptedException {
        var before = System.nanoTime();
        for (var i = 0; i < count; i++) {
            window.acquire();
            unconfirmed.add(queue.out().getNextPublishSeqNo());
            queue.publish(body);
        }
        if (!window.tryAcquire(allowed, PATIENCE_SECONDS, TimeUnit.SECONDS)
                || !consumed.await(PATIENCE_SECONDS, TimeUnit.SECONDS) || refused.get()) {
            throw new IOException("the broker did not take and give all messages");
        }
        return Samples.perSecond(count, System.nanoTime() - before);
    }
}
