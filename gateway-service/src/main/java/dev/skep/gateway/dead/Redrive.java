package dev.skep.gateway.dead;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import dev.skep.broker.ConfirmedPublisher;
import dev.skep.broker.DeadMessage;
import dev.skep.broker.Topology;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends each message that lies in the dead queue when this begins to where it came from. One that fails there again comes
 * to lie behind them, and its turn is another time. A message leaves the dead queue when the broker has the new one.
 */
final class Redrive {

    private static final Logger log = LoggerFactory.getLogger(Redrive.class);
    private static final int AT_ONCE = 100;
    /** Of all that is sent. What is not sent by then waits for the next time. */
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Duration CONFIRM_LIMIT = Duration.ofSeconds(10);

    private final Visit visit;
    private final Topology topology;
    private final ConfirmedPublisher publisher;
    private final String name = UUID.randomUUID().toString();
    private final long end = System.nanoTime() + LIMIT.toNanos();
    private int redriven;
    private int outdated;
    private long left;

    Redrive(Visit visit, Topology topology, ConfirmedPublisher publisher) {
        this.visit = visit;
        this.topology = topology;
        this.publisher = publisher;
    }

    private record Sent(Visit.Taken message, CompletableFuture<@Nullable Void> confirmed) {}

    DeadQueue.Redriven run() throws IOException, InterruptedException {
        var all = false;
        while (!all && !visit.isFull() && System.nanoTime() < end) {
            var taken = visit.take(AT_ONCE);
            var messages = taken.stream().filter(message -> !isBack(message)).toList();
            all = taken.isEmpty() || messages.size() < taken.size();
            letGo(send(messages));
        }
        if (!all) {
            visit.giveBack();
            left = visit.count();
        }
        return new DeadQueue.Redriven(redriven, outdated, left);
    }

    private boolean isBack(Visit.Taken message) {
        return name.equals(message.dead().message().redrive());
    }

    private List<Sent> send(List<Visit.Taken> messages) throws IOException {
        var all = new ArrayList<Sent>();
        for (var message : messages) {
            if (topology.isOwn(message.dead().message().queue())) {
                visit.letGo(message);
                outdated++;
            } else {
                all.add(new Sent(message, send(message.dead())));
            }
        }
        return all;
    }

    private CompletableFuture<@Nullable Void> send(DeadMessage dead) {
        if (publisher.isBlocked()) { // a large message might wait in the socket for as long as that lasts
            return CompletableFuture.failedFuture(new IllegalStateException("the broker takes no messages now"));
        }
        try {
            return publisher.redrive(dead, name);
        } catch (IllegalArgumentException unsendable) {
            return CompletableFuture.failedFuture(unsendable);
        }
    }

    private void letGo(List<Sent> all) throws IOException, InterruptedException {
        var confirmedBy = System.nanoTime() + CONFIRM_LIMIT.toNanos();
        for (var sent : all) {
            letGo(sent, Math.max(0, confirmedBy - System.nanoTime()));
        }
    }

    private void letGo(Sent sent, long nanos) throws IOException, InterruptedException {
        try {
            sent.confirmed.get(nanos, TimeUnit.NANOSECONDS);
            visit.letGo(sent.message);
            redriven++;
        } catch (ExecutionException | TimeoutException e) {
            left++;
            log.warn("A dead message of {} stays: {}", sent.message.dead().message().queue(),
                    e instanceof TimeoutException ? "the broker does not confirm it" : String.valueOf(e.getCause()));
        }
    }
}
