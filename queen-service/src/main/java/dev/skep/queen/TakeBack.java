package dev.skep.queen;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import dev.skep.broker.BrokerAddress;
import dev.skep.broker.BrokerLink;
import dev.skep.broker.Topology;
import dev.skep.message.JobRun;
import dev.skep.message.WireFormat;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes jobs back from the drones' queues, on a connection and a thread of its own. What it has got the drone can not get.
 * A job is acked only when the broker has it in the queen's queue: whatever fails before puts it back in its old place, and
 * leaves two copies at worst, of which the lease lets only one count.
 */
final class TakeBack implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(TakeBack.class);

    private final Topology topology;
    private final Post post;
    private final BrokerLink link;
    private final ExecutorService thread;
    private volatile @Nullable Connection connection;

    /**
     * Starts connecting in the background.
     *
     * @param name how the broker's tools show the connection
     */
    TakeBack(BrokerAddress address, Topology topology, Post post, String name) {
        this.topology = topology;
        this.post = post;
        this.thread = Executors.newSingleThreadExecutor(Thread.ofPlatform().name(name).daemon().factory());
        this.link = new BrokerLink(address, name, fresh -> connection = fresh);
    }

    /** A job that is in our hands until it is acked. */
    private record Taken(long tag, JobRun run) {}

    /** Goes through a round, soon. */
    void start(Round round) {
        try {
            thread.execute(() -> go(round));
        } catch (RejectedExecutionException closed) {
            log.debug("The queen leaves: jobs stay where they are");
        }
    }

    private void go(Round round) {
        try {
            for (var queue : round.queues()) {
                if (round.begin(queue)) {
                    takeFrom(queue.drone(), round);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            round.end();
        }
    }

    private void takeFrom(String drone, Round round) throws InterruptedException {
        var current = connection;
        if (current == null) {
            return; // a later round has one
        }
        try {
            // A channel each: its end gives back what is not acked, and a queue that is gone takes only its own along.
            var channel = current.createChannel();
            try {
                takeFrom(drone, round, channel);
            } finally {
                channel.abort();
            }
        } catch (ExecutionException refused) {
            log.warn("Jobs that wait for drone {} stay there: {}", drone, String.valueOf(refused.getCause()));
        } catch (IOException | AlreadyClosedException gone) {
            log.debug("The queue of drone {} is gone, or the connection; a later round sees which", drone);
        }
    }

    private void takeFrom(String drone, Round round, Channel channel)
            throws IOException, ExecutionException, InterruptedException {
        var taken = get(drone, round, channel);
        if (!taken.isEmpty()) {
            var sent = taken.stream().map(job -> post.takenBack(job.run())).toArray(CompletableFuture<?>[]::new);
            CompletableFuture.allOf(sent).get();
            channel.basicAck(taken.getLast().tag(), true);
            log.info("Taken back from drone {}, because others have open capacity: {} of its jobs", drone,
                    taken.size());
        }
    }

    private List<Taken> get(String drone, Round round, Channel channel) throws IOException {
        // The embedded broker drops the connection of whoever takes from a queue that is gone, and not of whoever asks.
        channel.queueDeclarePassive(topology.drone(drone));
        var taken = new ArrayList<Taken>();
        while (round.wantsMore()) {
            var got = channel.basicGet(topology.drone(drone), false);
            if (got == null) {
                round.empty(drone);
                break;
            }
            var run = jobIn(got.getBody());
            if (run == null) {
                break; // the drone buries it
            }
            round.take(run.lease(), run.job().needs());
            taken.add(new Taken(got.getEnvelope().getDeliveryTag(), run));
        }
        return taken;
    }

    private static @Nullable JobRun jobIn(byte[] body) {
        try {
            return WireFormat.decode(body) instanceof JobRun run ? run : null;
        } catch (WireFormat.Unreadable e) {
            return null;
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
        link.close();
    }
}
