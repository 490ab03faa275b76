package dev.skep.standalone.faults.inject;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.Delivery;
import dev.skep.broker.Topology;
import dev.skep.standalone.faults.site.Member;
import dev.skep.standalone.faults.site.Member.Role;
import org.jspecify.annotations.Nullable;

/**
 * Every message to the queens, the gateways and the drones' queues comes a second time, later than others that were sent
 * after it; some much later.
 */
public final class Doubling implements Fault {

    private static final int USUAL_MILLIS = 3000;
    private static final int ONE_OF_LATE = 10;

    private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("doubling").daemon().factory());
    private final Duration latest;
    private @Nullable Connection connection;

    /**
     * Most copies come within three seconds.
     *
     * @param latest how much later a tenth of them may come
     */
    public Doubling(Duration latest) {
        this.latest = latest;
    }

    @Override
    public String kind() {
        return "every message twice, late and in another order";
    }

    @Override
    public String target() {
        return "jobs.new, events.status, events.log, questions, drones' queues";
    }

    @Override
    public void inject(Scene scene) throws IOException {
        connection = scene.site().broker().connect("doubling");
        var channel = connection.createChannel();
        for (var source : sources(scene).entrySet()) {
            var copies = channel.queueDeclare().getQueue();
            channel.queueBind(copies, source.getKey().exchange, source.getKey().key);
            channel.basicConsume(copies, true, (tag, copy) -> repeat(scene, channel, source.getValue(), copy),
                    tag -> {});
        }
    }

    private record Source(String exchange, String key) {}

    /** Where what goes to each of the queues comes from. */
    private static Map<Source, String> sources(Scene scene) {
        var names = scene.site().topology();
        var sources = new HashMap<Source, String>();
        sources.put(new Source(names.jobs(), Topology.NEW), names.jobsNew());
        sources.put(new Source(names.events(), "job.*.*.status"), names.eventsStatus());
        sources.put(new Source(names.events(), "job.*.*.log"), names.eventsLog());
        sources.put(new Source(names.events(), "job.*.*.permit"), names.questions());
        scene.site().members(Role.DRONE).stream().map(Member::name)
                .forEach(drone -> sources.put(new Source(names.jobs(), drone), names.drone(drone)));
        return sources;
    }

    /** Past the exchange, or the copies would be copied. */
    private void repeat(Scene scene, Channel channel, String queue, Delivery copy) {
        var most = scene.random().nextInt(ONE_OF_LATE) == 0 ? (int) latest.toMillis() : USUAL_MILLIS;
        try {
            later.schedule(() -> {
                try {
                    channel.basicPublish("", queue, copy.getProperties(), copy.getBody());
                } catch (IOException | AlreadyClosedException brokerIsAway) {
                    // Then this one does not come twice.
                }
            }, scene.random().nextInt(most), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException over) {
            // Nothing is repeated any more.
        }
    }

    /** Copies that were to come late still come. */
    @Override
    public void heal(Scene scene) throws InterruptedException {
        later.shutdown();
        later.awaitTermination(latest.toMillis(), TimeUnit.MILLISECONDS);
        if (connection != null) {
            connection.abort();
        }
    }
}
