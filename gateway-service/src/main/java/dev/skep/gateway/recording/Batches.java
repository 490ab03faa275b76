package dev.skep.gateway.recording;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

import com.rabbitmq.client.Channel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.connection.ChannelProxy;

/**
 * Hands deliveries on as many at a time as have come meanwhile: one when it is quiet, hundreds when it is not, and never
 * waiting for more to come. The consumer acks each when it is done with it. How many can wait is bounded by the listener's
 * prefetch.
 */
final class Batches implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Batches.class);
    private static final int MOST_AT_ONCE = 500;

    private final BlockingQueue<Delivery> waiting = new LinkedBlockingQueue<>();
    private final Consumer<List<Delivery>> consumer;
    private final Thread worker;

    /** A message that the broker keeps until it is acked. */
    record Delivery(Message message, Channel channel) {

        void ack() {
            try {
                channel.basicAck(message.getMessageProperties().getDeliveryTag(), false);
            } catch (IOException | RuntimeException connectionLost) {
                // The broker delivers it again; storing twice stores once.
                log.debug("Cannot ack: {}", connectionLost.getMessage());
            }
        }
    }

    Batches(String name, Consumer<List<Delivery>> consumer) {
        this.consumer = consumer;
        this.worker = Thread.ofPlatform().name(name).start(this::work);
    }

    void add(Message message, Channel channel) {
        // The channel itself, not Spring's stand-in, which may have another one behind it by the time of the ack.
        var own = channel instanceof ChannelProxy standIn ? standIn.getTargetChannel() : channel;
        waiting.add(new Delivery(message, own));
    }

    private void work() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                var batch = new ArrayList<Delivery>();
                batch.add(waiting.take());
                waiting.drainTo(batch, MOST_AT_ONCE - 1);
                hand(batch);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void hand(List<Delivery> batch) {
        try {
            consumer.accept(batch);
        } catch (RuntimeException | Error e) { // whatever it is, the next batch must be handled
            log.error("A batch of {} could not be handled; it stays with the broker until the next connection",
                    batch.size(), e);
        }
    }

    @Override
    public void close() {
        worker.interrupt();
    }
}
