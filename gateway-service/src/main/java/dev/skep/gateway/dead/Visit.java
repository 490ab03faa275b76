package dev.skep.gateway.dead;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.GetResponse;
import dev.skep.broker.ConfirmedPublisher;
import dev.skep.broker.DeadMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One visit to the dead queue: takes messages into its hands, and gives back those that it has not let go. */
final class Visit implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Visit.class);
    /** So that a few large messages do not fill the memory. */
    private static final int BYTES_IN_HAND = 16 * 1024 * 1024;
    private static final int CONFIRM_SECONDS = 10;
    /** RabbitMQ 4 drops a message that was given back more than twenty times, because it was looked at. */
    private static final int TIMES_GIVEN_BACK = 10;

    private final String queue;
    private final Channel channel;
    private final ConfirmedPublisher publisher;
    private final List<Taken> inHand = new ArrayList<>();
    private long bytesInHand;

    Visit(String queue, Channel channel, ConfirmedPublisher publisher) {
        this.queue = queue;
        this.channel = channel;
        this.publisher = publisher;
    }

    /** A message in our hands. */
    record Taken(GetResponse got, DeadMessage dead) {

        private long tag() {
            return got.getEnvelope().getDeliveryTag();
        }

        private int bytes() {
            return got.getBody().length;
        }

        private boolean wasGivenBackOften() {
            var headers = got.getProps().getHeaders();
            return headers != null && headers.get("x-delivery-count") instanceof Number count
                    && count.intValue() >= TIMES_GIVEN_BACK;
        }
    }

    /** How many messages lie there, with or without those in hand: that differs from broker to broker. */
    long count() throws IOException {
        return channel.queueDeclarePassive(queue).getMessageCount();
    }

    /** Takes the oldest messages: so many at most, and fewer when they are large. */
    List<Taken> take(int most) throws IOException {
        var taken = new ArrayList<Taken>();
        while (taken.size() < most && !isFull()) {
            var got = channel.basicGet(queue, false);
            if (got == null) {
                break;
            }
            var message = new Taken(got, DeadMessage.of(got));
            taken.add(message);
            inHand.add(message);
            bytesInHand += message.bytes();
        }
        return taken;
    }

    /** Whether it takes no more until something is let go. */
    boolean isFull() {
        return bytesInHand >= BYTES_IN_HAND;
    }

    /** Lets a message go: it leaves the queue for good. */
    void letGo(Taken message) throws IOException {
        inHand.remove(message);
        bytesInHand -= message.bytes();
        channel.basicAck(message.tag(), false);
    }

    /** Gives back what is in hand, in its order. */
    void giveBack() throws IOException, InterruptedException {
        for (var message : inHand.stream().filter(Taken::wasGivenBackOften).toList()) {
            if (!isBuriedAgain(message.dead())) {
                break;
            }
            letGo(message);
        }
        if (!inHand.isEmpty()) {
            channel.basicRecover(true); // all at once, so that they keep their order
            inHand.clear();
            bytesInHand = 0;
        }
    }

    /** After a failure: the broker gives back what is in hand. */
    @Override
    public void close() throws IOException {
        if (!inHand.isEmpty()) {
            channel.abort();
        }
    }

    private boolean isBuriedAgain(DeadMessage dead) throws InterruptedException {
        try {
            publisher.buryAgain(dead).get(CONFIRM_SECONDS, TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException | TimeoutException e) {
            log.warn("A dead message could not be put back at the end of its queue: {}", e.toString());
            return false;
        }
    }
}
