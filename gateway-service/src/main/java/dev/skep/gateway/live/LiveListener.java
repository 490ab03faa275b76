package dev.skep.gateway.live;

import dev.skep.gateway.drone.BrokerTrust;
import dev.skep.gateway.drone.Drones;
import dev.skep.message.DroneInfo;
import dev.skep.message.DroneLost;
import dev.skep.message.Echo;
import dev.skep.message.JobInfo;
import dev.skep.message.JobRecorded;
import dev.skep.message.WireFormat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.annotation.RabbitListener;
import org.springframework.stereotype.Component;

/**
 * Takes what all gateways must hear from this gateway's own queue. Nothing here must arrive: all of it can be read again.
 */
@Component
class LiveListener {

    private static final Logger log = LoggerFactory.getLogger(LiveListener.class);

    private final LiveFeed feed;
    private final Drones drones;
    private final BrokerTrust broker;
    private final Inquiries inquiries;

    LiveListener(LiveFeed feed, Drones drones, BrokerTrust broker, Inquiries inquiries) {
        this.feed = feed;
        this.drones = drones;
        this.broker = broker;
        this.inquiries = inquiries;
    }

    @RabbitListener(queues = "#{@liveQueue}", containerFactory = "liveContainers")
    void onMessage(Message message) {
        try {
            switch (WireFormat.decode(message.getBody())) {
                case JobRecorded recorded -> feed.on(recorded);
                case DroneInfo info -> drones.on(info);
                case DroneLost lost -> drones.on(lost);
                case Echo own -> broker.on(own);
                case JobInfo info -> {
                    inquiries.on(info);
                    feed.on(info);
                }
                case dev.skep.message.Message other -> log.debug("Not for the live feed: {}", other);
            }
        } catch (WireFormat.Unreadable e) {
            log.warn("A message to all gateways cannot be read: {}", e.getMessage());
        }
    }
}
