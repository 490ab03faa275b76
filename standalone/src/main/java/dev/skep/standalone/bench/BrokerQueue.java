package dev.skep.standalone.bench;

import java.io.IOException;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeoutException;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.DeliverCallback;
import dev.skep.broker.BrokerAddress;

/** A queue for one measurement of the broker alone, with a connection of its own for each side. Deleted afterwards. */
final class BrokerQueue implements AutoCloseable {

    private static final int CLOSE_MILLIS = 5000;
    private static final BasicProperties PERSISTENT = new BasicProperties.Builder().deliveryMode(2).build();

    private final String name = "skep-bench." + UUID.randomUUID();
    private final Connection publishing;
    private final Connection consuming;
    private final Channel out;
    private final Channel in;

    /** @param arguments as Skep's own queues of that purpose have them */
    BrokerQueue(BrokerAddress broker, Map<String, Object> arguments) throws IOException {
        try {
            publishing = broker.connectionFactory().newConnection("bench publishing");
            consuming = broker.connectionFactory().newConnection("bench consuming");
        } catch (TimeoutException e) {
            throw new IOException("the broker did not answer in time", e);
        }
        out = publishing.createChannel();
        out.confirmSelect();
        in = consuming.createChannel();
        in.queueDeclare(name, true, false, false, arguments);
    }

    Channel out() {
        return out;
    }

    void publish(byte[] body) throws IOException {
        out.basicPublish("", name, true, PERSISTENT, body);
    }

    /** Each delivery must be acknowledged, by {@link #ack}. */
    void consume(int prefetch, DeliverCallback onDelivery) throws IOException {
        in.basicQos(prefetch);
        in.basicConsume(name, false, onDelivery, tag -> {});
    }

    void ack(long tag) throws IOException {
        in.basicAck(tag, false);
    }

    @Override
    public void close() throws IOException {
        in.queueDelete(name);
        publishing.abort(CLOSE_MILLIS);
        consuming.abort(CLOSE_MILLIS);
    }
}
