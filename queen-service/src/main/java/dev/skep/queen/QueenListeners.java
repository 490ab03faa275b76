package dev.skep.queen;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import dev.skep.broker.Burials;
import dev.skep.broker.Received;
import dev.skep.message.DroneInfo;
import dev.skep.message.DroneLost;
import dev.skep.message.Echo;
import dev.skep.message.JobCancel;
import dev.skep.message.JobEvent;
import dev.skep.message.JobNotice;
import dev.skep.message.QueueNew;
import dev.skep.message.WireFormat;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.annotation.RabbitListener;
import org.springframework.amqp.rabbit.connection.ChannelProxy;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

import static java.util.Objects.requireNonNull;

/** Takes from the broker what the queen must hear, and acks each job once it is on a drone's queue. */
@Component
class QueenListeners {

    private static final Logger log = LoggerFactory.getLogger(QueenListeners.class);

    private final Queen queen;
    private final DroneWatch watch;
    private final Burials burials;
    private final QueenProperties properties;

    QueenListeners(Queen queen, DroneWatch watch, Burials burials, QueenProperties properties) {
        this.queen = queen;
        this.watch = watch;
        this.burials = burials;
        this.properties = properties;
    }

    @EventListener
    void onReady(ApplicationReadyEvent ready) {
        queen.ask();
        CompletableFuture.delayedExecutor(properties.settle().toMillis(), TimeUnit.MILLISECONDS).execute(queen::begin);
    }

    @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.MINUTES)
    void renew() {
        queen.renew();
    }

    @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.SECONDS)
    void look() {
        watch.look();
        queen.look();
    }

    @RabbitListener(queues = "#{@topology.jobsNew()}", containerFactory = "jobContainers")
    void onJob(Message message, Channel channel) {
        // The channel itself, not Spring's stand-in, which may have another one behind it by the time of the ack.
        var own = channel instanceof ChannelProxy standIn ? standIn.getTargetChannel() : channel;
        handle(message).exceptionallyCompose(failure -> burials.bury(received(message), failure.toString()))
                .thenRun(() -> ack(message, own));
    }

    private CompletableFuture<@Nullable Void> handle(Message message) {
        try {
            return switch (WireFormat.decode(message.getBody())) {
                case QueueNew job -> queen.on(job);
                case dev.skep.message.Message other ->
                    burials.bury(received(message), "not for the queen: " + WireFormat.typeOf(other));
            };
        } catch (RuntimeException e) { // whatever it is, it must hold up no other job
            return burials.bury(received(message), e.toString());
        }
    }

    private static Received received(Message message) {
        var properties = message.getMessageProperties();
        return Received.of(requireNonNull(properties.getConsumerQueue()),
                requireNonNull(properties.getReceivedExchange()),
                requireNonNull(properties.getReceivedRoutingKey()), properties.getType(), properties.getHeaders(),
                message.getBody());
    }

    private static void ack(Message message, Channel channel) {
        try {
            channel.basicAck(message.getMessageProperties().getDeliveryTag(), false);
        } catch (IOException | AlreadyClosedException connectionLost) {
            // The broker delivers it again, and the queen remembers what she placed.
            log.debug("Cannot ack: {}", connectionLost.getMessage());
        }
    }

    @RabbitListener(queues = "#{@reportsQueue}", containerFactory = "reportContainers")
    void onReport(Message message) {
        try {
            switch (WireFormat.decode(message.getBody())) {
                case DroneInfo info -> {
                    watch.on(info);
                    queen.on(info);
                }
                case DroneLost lost -> {
                    watch.on(lost);
                    queen.on(lost);
                }
                case Echo own -> watch.on(own);
                case JobCancel cancel -> queen.on(cancel);
                case JobEvent.Status event -> queen.on(event);
                case JobNotice notice -> log.debug("For the gateways: {}", notice);
                case dev.skep.message.Message other ->
                    burials.buryCopy(received(message), "no report: " + WireFormat.typeOf(other));
            }
        } catch (RuntimeException e) { // whatever it is, it must not come again and again
            burials.buryCopy(received(message), e.toString());
        }
    }
}
