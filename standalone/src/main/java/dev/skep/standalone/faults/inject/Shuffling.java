package dev.skep.standalone.faults.inject;

import java.io.IOException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.Delivery;
import org.jspecify.annotations.Nullable;

/** A share of the events is taken out of the gateways' queues, held for a moment, and put back behind the others. */
public final class Shuffling implements Fault {

    private static final int HELD_MILLIS = 400;
    private static final int PREFETCH = 50;
    private static final long CONFIRM_MILLIS = 5000;

    private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("shuffling").daemon().factory());
    private @Nullable Connection connection;

    @Override
    public String kind() {
        return "events in another order";
    }

    @Override
    public String target() {
        return "events.status, events.log";
    }

    @Override
    public void inject(Scene scene) throws IOException {
        connection = scene.site().broker().connect("shuffling");
        take(scene, connection.createChannel(), scene.site().topology().eventsStatus());
        take(scene, connection.createChannel(), scene.site().topology().eventsLog());
    }

    private void take(Scene scene, Channel channel, String queue) throws IOException {
        channel.confirmSelect();
        channel.basicQos(PREFETCH);
        channel.basicConsume(queue, false, (tag, taken) -> later.schedule(() -> putBack(channel, queue, taken),
                scene.random().nextInt(HELD_MILLIS), TimeUnit.MILLISECONDS), tag -> {});
    }

    private static void putBack(Channel channel, String queue, Delivery taken) {
        try {
            channel.basicPublish("", queue, taken.getProperties(), taken.getBody());
            channel.waitForConfirmsOrDie(CONFIRM_MILLIS);
            channel.basicAck(taken.getEnvelope().getDeliveryTag(), false);
        } catch (IOException | AlreadyClosedException | TimeoutException brokerIsAway) {
            // What is not acknowledged comes to somebody else.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What is held comes back by itself when the connection ends. */
    @Override
    public void heal(Scene scene) {
        if (connection != null) {
            connection.abort();
        }
        later.shutdownNow();
    }
}
