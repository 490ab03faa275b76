package dev.skep.broker;

import java.io.IOException;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;

import com.rabbitmq.client.Connection;
import dev.skep.message.JobEvent;
import dev.skep.message.Stamp;
import dev.skep.message.WireFormat;
import dev.skep.testing.Patience;
import dev.skep.testing.TestBroker;
import org.jspecify.annotations.Nullable;

/** Numbered events, to see which arrive and in which order. */
final class Events {

    private static final Instant AT = Instant.parse("2026-11-23T10:00:00Z");

    private Events() {}

    static JobEvent numbered(int number) {
        return new JobEvent.Started(new Stamp("job", 1, "lease", number, AT));
    }

    static CompletableFuture<@Nullable Void> publish(ConfirmedPublisher publisher, Topology topology, int number) {
        var event = numbered(number);
        return publisher.publish(topology.events(), Topology.eventKey("test", event), event);
    }

    static CompletableFuture<Void> publishAll(ConfirmedPublisher publisher, Topology topology, int count) {
        return CompletableFuture.allOf(numbers(count).stream().map(number -> publish(publisher, topology, number))
                .toArray(CompletableFuture<?>[]::new));
    }

    static void join(CompletableFuture<?> confirmed) throws ExecutionException, InterruptedException, TimeoutException {
        confirmed.get(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    static Connection connect(TestBroker broker) throws IOException, TimeoutException {
        return new BrokerAddress(broker.uri()).connectionFactory().newConnection("test");
    }

    static List<Integer> numbers(int end) {
        return IntStream.range(0, end).boxed().toList();
    }

    /** Takes events until so many different ones came: their numbers, in the order in which each came first. */
    static List<Integer> take(TestBroker broker, Topology topology, int count) throws IOException, TimeoutException {
        var numbers = Collections.synchronizedSet(new LinkedHashSet<Integer>());
        try (var connection = connect(broker)) {
            connection.createChannel().basicConsume(topology.eventsStatus(), true,
                    (tag, delivery) -> numbers.add(numberOf(delivery.getBody())), tag -> {});
            Patience.await().until(() -> numbers.size() >= count);
        }
        return List.copyOf(numbers);
    }

    private static int numberOf(byte[] body) {
        return (int) ((JobEvent) WireFormat.decode(body)).stamp().seq();
    }
}
