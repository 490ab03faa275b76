package dev.skep.standalone.faults.inject;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import dev.skep.standalone.faults.site.Member;
import dev.skep.standalone.faults.site.Member.Role;
import dev.skep.standalone.faults.site.Waiting;

/** Messages that nobody can use, in every queue that is shared: all of them must come to the dead queue, and hold up nobody. */
public final class Poison implements Fault {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final List<String> BODIES = List.of("", "no JSON", "{}", "[1]", "{\"type\":\"job:unheard-of\"}",
            "{\"type\":\"job:done\"}", "{\"type\":\"queue:new\",\"job\":null}");

    @Override
    public String kind() {
        return "messages that nobody can use";
    }

    @Override
    public String target() {
        return "every shared queue";
    }

    @Override
    public void inject(Scene scene) throws IOException, InterruptedException {
        var dead = scene.site().topology().dead();
        try (var connection = scene.site().broker().connect("poison"); var channel = connection.createChannel()) {
            var before = channel.messageCount(dead);
            var asked = System.nanoTime();
            var sent = publish(scene, channel);
            if (Waiting.whetherAtLast(PATIENCE, () -> channel.messageCount(dead) >= before + sent)) {
                scene.measures().add(Measure.BURIED, this, System.nanoTime() - asked);
            } else {
                scene.measures().addNever(Measure.BURIED, this,
                        channel.messageCount(dead) - before + " of " + sent + " came to " + dead);
            }
        } catch (TimeoutException e) {
            throw new IOException("the broker did not answer in time", e);
        }
    }

    /** Whether this is the body of such a message. It stays in the dead queue, beside what may be there for other reasons. */
    public static boolean isPoison(byte[] body) {
        return BODIES.contains(new String(body, StandardCharsets.UTF_8));
    }

    private static int publish(Scene scene, Channel channel) throws IOException {
        var names = scene.site().topology();
        var queues = new ArrayList<>(List.of(names.jobsNew(), names.eventsStatus(), names.eventsLog()));
        scene.site().members(Role.DRONE).stream().map(Member::name).map(names::drone).forEach(queues::add);
        for (var queue : queues) {
            for (var body : BODIES) {
                channel.basicPublish("", queue, new BasicProperties.Builder().deliveryMode(2).build(),
                        body.getBytes(StandardCharsets.UTF_8));
            }
        }
        return queues.size() * BODIES.size();
    }

    @Override
    public void heal(Scene scene) {
        // There is nothing to mend.
    }
}
