package dev.skep.gateway.recording;

import java.util.ArrayList;
import java.util.List;

import com.rabbitmq.client.Channel;
import dev.skep.broker.ConfirmedPublisher;
import dev.skep.message.DroneLost;
import dev.skep.message.JobEvent;
import dev.skep.message.JobNotice;
import dev.skep.message.WireFormat;
import jakarta.annotation.PreDestroy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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

    private static final Logger log = LoggerFactory.getLogger(EventListeners.class);

    private final Recorder recorder;
    private final ConfirmedPublisher publisher;
    private final RetryOperations whileTheStoreIsAway;
    private final Batches status = new Batches("record-status", this::record);
    private final Batches logs = new Batches("record-logs", this::record);

    EventListeners(Recorder recorder, ConfirmedPublisher publisher, RetryOperations whileTheStoreIsAway) {
        this.recorder = recorder;
        this.publisher = publisher;
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

    /** False when this process stops amid it: then the messages come again, here or at another gateway. */
    private boolean record(List<Message> batch) {
        var events = new ArrayList<JobEvent>();
        var notices = new ArrayList<JobNotice>();
        var lost = new ArrayList<DroneLost>();
        for (var message : batch) {
            try {
                switch (WireFormat.decode(message.getBody())) {
                    case JobEvent event -> events.add(event);
                    case JobNotice notice -> notices.add(notice);
                    case DroneLost drone -> lost.add(drone);
                    case dev.skep.message.Message other -> bury(message, "not an event: " + WireFormat.typeOf(other));
                }
            } catch (WireFormat.Unreadable e) {
                bury(message, e.toString());
            }
        }
        try {
            whileTheStoreIsAway.execute(() -> {
                recorder.on(events);
                recorder.onNotices(notices);
                recorder.onLost(lost);
                return true;
            });
            return true;
        } catch (RetryException e) {
            return !Thread.currentThread().isInterrupted() && oneByOne(batch, e.getCause());
        }
    }

    /** The store is there and will not have it: find out which message it is, and let the others pass. */
    private boolean oneByOne(List<Message> batch, Throwable cause) {
        if (batch.size() > 1) {
            return batch.stream().allMatch(message -> record(List.of(message)));
        }
        bury(batch.getFirst(), "cannot be recorded: " + cause);
        return true;
    }

    private void bury(Message message, String reason) {
        log.warn("A message goes to the dead queue: {}", reason);
        publisher.bury(message.getBody(), message.getMessageProperties().getType(), reason).join();
    }

    @PreDestroy
    void stop() {
        status.close();
        logs.close();
    }
}
