package dev.skep.gateway.recording;

import java.util.ArrayList;
import java.util.List;

import com.rabbitmq.client.Channel;
import dev.skep.broker.Burials;
import dev.skep.gateway.dead.Origin;
import dev.skep.gateway.recording.Batches.Delivery;
import dev.skep.message.DroneLost;
import dev.skep.message.JobEvent;
import dev.skep.message.JobNotice;
import dev.skep.message.WireFormat;
import jakarta.annotation.PreDestroy;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.annotation.RabbitListener;
import org.springframework.core.retry.RetryException;
import org.springframework.core.retry.RetryOperations;
import org.springframework.stereotype.Component;

/**
 * Takes events from the broker and has them recorded, those that tell where jobs are apart from those that hold output or
 * what plugins tell, so that a flood of the one does not delay the other. What nobody can use goes to the dead queue and
 * holds up nothing.
 */
@Component
class EventListeners {

    /** A document of the store has at most 16 MiB. */
    private static final int MOST_BYTES = 15 * 1024 * 1024;

    private final Recorder recorder;
    private final Burials burials;
    private final RetryOperations whileTheStoreIsAway;
    private final Batches status = new Batches("record-status", this::record);
    private final Batches logs = new Batches("record-logs", this::record);

    EventListeners(Recorder recorder, Burials burials, RetryOperations whileTheStoreIsAway) {
        this.recorder = recorder;
        this.burials = burials;
        this.whileTheStoreIsAway = whileTheStoreIsAway;
    }

    @RabbitListener(queues = "#{@topology.eventsStatus()}", containerFactory = "statusContainers")
    void onStatus(Message message, Channel channel) {
        status.add(message, channel);
    }

    @RabbitListener(queues = "#{@topology.eventsLog()}", containerFactory = "logContainers")
    void onLog(Message message, Channel channel) {
        logs.add(message, channel);
    }

    private void record(List<Delivery> batch) {
        var usable = new ArrayList<Arrived>();
        for (var delivery : batch) {
            var body = delivery.message().getBody();
            try {
                if (body.length > MOST_BYTES) {
                    bury(delivery, "it is larger than the store takes: " + body.length + " bytes");
                    continue;
                }
                switch (WireFormat.decode(body)) {
                    case JobEvent event -> usable.add(new Arrived(delivery, event));
                    case JobNotice notice -> usable.add(new Arrived(delivery, notice));
                    case DroneLost lost -> usable.add(new Arrived(delivery, lost));
                    case dev.skep.message.Message other ->
                        bury(delivery, "it is no event: " + WireFormat.typeOf(other));
                }
            } catch (WireFormat.Unreadable e) {
                bury(delivery, "it cannot be read: " + e.getMessage());
            }
        }
        if (!usable.isEmpty()) {
            recordAll(usable);
        }
    }

    private record Arrived(Delivery delivery, dev.skep.message.Message content) {}

    /** When this process stops amid it, the messages come again, here or at another gateway. */
    private void recordAll(List<Arrived> batch) {
        try {
            whileTheStoreIsAway.execute(() -> {
                recorder.on(only(JobEvent.class, batch));
                recorder.onNotices(only(JobNotice.class, batch));
                recorder.onLost(only(DroneLost.class, batch));
                return true;
            });
            batch.forEach(arrived -> arrived.delivery.ack());
        } catch (RetryException e) {
            if (!Thread.currentThread().isInterrupted()) {
                oneByOne(batch, e.getCause());
            }
        }
    }

    private static <T> List<T> only(Class<T> kind, List<Arrived> batch) {
        return batch.stream().map(Arrived::content).filter(kind::isInstance).map(kind::cast).toList();
    }

    /** The store is there and will not have it: find out which message it is, and let the others pass. */
    private void oneByOne(List<Arrived> batch, Throwable cause) {
        if (batch.size() > 1) {
            batch.forEach(arrived -> recordAll(List.of(arrived)));
        } else {
            bury(batch.getFirst().delivery, "it cannot be recorded: " + cause);
        }
    }

    /** Nobody waits for it: the message stays with the broker until the dead queue has it. */
    private void bury(Delivery delivery, String reason) {
        burials.bury(Origin.of(delivery.message()), reason).thenRun(delivery::ack);
    }

    @PreDestroy
    void stop() {
        status.close();
        logs.close();
    }
}
