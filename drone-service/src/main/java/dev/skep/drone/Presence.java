package dev.skep.drone;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import dev.skep.broker.Topology;
import dev.skep.message.DronePresence;
import dev.skep.message.WireFormat;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the token that falls to a queen in the moment in which the drone's connection ends: a delivery that is never
 * acknowledged. A queen that consumes the same queue with a lower priority gets it when nobody before her holds it.
 */
final class Presence {

    private static final Logger log = LoggerFactory.getLogger(Presence.class);
    /** Above what queens have. */
    private static final Map<String, Object> BEFORE_QUEENS = Map.of("x-priority", 10);
    /** The broker takes back, after half an hour, what was not acknowledged; a newer token comes well before. */
    private static final long RENEWAL_NANOS = 10 * 60 * 1_000_000_000L;

    private final String drone;
    private final String incarnation;
    private final Topology topology;
    private final PatientPublisher publisher;
    private final AtomicLong sent = new AtomicLong();
    private volatile @Nullable Token held;
    private volatile boolean leaving;

    /** A token in our hands, on the channel that brought it. */
    private record Token(Channel channel, long tag, long number, long since) {

        boolean isGood() {
            return channel.isOpen() && System.nanoTime() - since < RENEWAL_NANOS;
        }
    }

    Presence(String drone, String incarnation, Topology topology, PatientPublisher publisher) {
        this.drone = drone;
        this.incarnation = incarnation;
        this.topology = topology;
        this.publisher = publisher;
    }

    /** Begins on a fresh connection: the one with which the drone's orders and jobs end, too. */
    void on(Connection connection) throws IOException {
        var channel = connection.createChannel();
        channel.addShutdownListener(cause -> connection.abort());
        channel.basicConsume(topology.declarePresence(channel, drone), false, BEFORE_QUEENS, new Tokens(channel));
        renew();
    }

    /** Sends a token where none is held, or only an old one. */
    void keep() {
        var token = held;
        if (token == null || !token.isGood()) {
            renew();
        }
    }

    private void renew() {
        publisher.announce(topology.control(), Topology.presenceKey(drone),
                new DronePresence(drone, incarnation, sent.incrementAndGet()));
    }

    /** The drone leaves: nobody is to wait for its end. */
    void leave() {
        leaving = true;
        var token = held;
        try {
            if (token != null && token.channel.isOpen()) {
                token.channel.queueDelete(topology.presence(drone));
            }
        } catch (IOException | AlreadyClosedException lost) {
            log.debug("the queue {} stays: a queen deletes it", topology.presence(drone));
        }
    }

    private final class Tokens extends DefaultConsumer {

        Tokens(Channel channel) {
            super(channel);
        }

        @Override
        public void handleDelivery(String tag, Envelope envelope, BasicProperties properties, byte[] body)
                throws IOException {
            var newer = new Token(getChannel(), envelope.getDeliveryTag(), numberIn(body), System.nanoTime());
            var token = held;
            if (token != null && token.channel.equals(newer.channel) && token.number >= newer.number) {
                getChannel().basicAck(newer.tag, false);
                return;
            }
            held = newer;
            if (token != null && token.channel.equals(newer.channel)) {
                getChannel().basicAck(token.tag, false);
            }
        }

        /** Of an earlier start of this drone, or of what is no token at all, none counts. */
        private long numberIn(byte[] body) {
            try {
                return WireFormat.decode(body) instanceof DronePresence presence
                        && presence.incarnation().equals(incarnation) ? presence.number() : 0;
            } catch (WireFormat.Unreadable e) {
                return 0;
            }
        }

        /** Somebody deleted the queue: begin anew. */
        @Override
        public void handleCancel(String tag) {
            if (!leaving) {
                getChannel().getConnection().abort();
            }
        }
    }
}
