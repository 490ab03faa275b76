package dev.skep.standalone.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;

import dev.skep.broker.BrokerAddress;
import dev.skep.standalone.measure.Samples;

/**
 * The least that the way of a job costs the broker: a message goes through the kind of queue that leads to the queen, is
 * passed on, and goes through the kind that leads to a drone. All confirmed, persistent, one at a time.
 */
final class BrokerLatency {

    private static final int WARM_UP = 300;
    private static final int BYTES = 1024;
    private static final long PATIENCE_SECONDS = 30;

    private final BrokerQueue first;
    private final BrokerQueue second;
    private final BlockingQueue<Long> arrivals = new ArrayBlockingQueue<>(1);
    private final NavigableMap<Long, Long> passedOn = new ConcurrentSkipListMap<>();

    private BrokerLatency(BrokerQueue first, BrokerQueue second) {
        this.first = first;
        this.second = second;
    }

    static Samples measure(BrokerAddress broker, int count) throws IOException, InterruptedException {
        try (var first = new BrokerQueue(broker, Map.of("x-queue-type", "quorum"));
                var second = new BrokerQueue(broker, Map.of())) {
            var hops = new BrokerLatency(first, second);
            hops.connect();
            hops.times(WARM_UP);
            return hops.times(count);
        }
    }

    /** The relay acknowledges what it took when what it passed on is confirmed. */
    private void connect() throws IOException {
        second.out().addConfirmListener((tag, multiple) -> {
            var confirmed = multiple ? passedOn.headMap(tag, true) : passedOn.subMap(tag, true, tag, true);
            for (var taken : confirmed.values()) {
                first.ack(taken);
            }
            confirmed.clear();
        }, (tag, multiple) -> {});
        first.consume(1, (consumer, delivery) -> {
            passedOn.put(second.out().getNextPublishSeqNo(), delivery.getEnvelope().getDeliveryTag());
            second.publish(delivery.getBody());
        });
        second.consume(1, (consumer, delivery) -> {
            arrivals.add(System.nanoTime());
            second.ack(delivery.getEnvelope().getDeliveryTag());
        });
    }

    private Samples times(int count) throws IOException, InterruptedException {
        var body = new byte[BYTES];
        var times = new ArrayList<Long>();
        for (var i = 0; i < count; i++) {
            var before = System.nanoTime();
            first.publish(body);
            var arrival = arrivals.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (arrival == null) {
                throw new IOException("a message did not arrive within " + PATIENCE_SECONDS + " s");
            }
            times.add(arrival - before);
        }
        return Samples.ofNanos(times);
    }
}
