package dev.skep.gateway.live;

import dev.skep.broker.Burials;
import dev.skep.gateway.dead.Origin;
import dev.skep.gateway.drone.BrokerTrust;
import dev.skep.gateway.drone.Drones;
import dev.skep.message.DroneInfo;
import dev.skep.message.DroneLost;
import dev.skep.message.Echo;
import dev.skep.message.JobInfo;
import dev.skep.message.JobRecorded;
import dev.skep.message.WireFormat;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.annotation.RabbitListener;
import org.springframework.stereotype.Component;

/**
 * Takes what all gateways must hear from this gateway's own queue. Nothing here must arrive: all of it can be read again.
 */
@Component
class LiveListener {

    private final LiveFeed feed;
    private final Drones drones;
    private final BrokerTrust broker;
    private final Inquiries inquiries;
    private final Burials burials;

    LiveListener(LiveFeed feed, Drones drones, BrokerTrust broker, Inquiries inquiries, Burials burials) {
        this.feed = feed;
        this.drones = drones;
        this.broker = broker;
        this.inquiries = inquiries;
        this.burials = burials;
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
                case dev.skep.message.Message other ->
                    burials.buryCopy(Origin.of(message), "not for the live feed: " + WireFormat.typeOf(other));
            }
        } catch (RuntimeException e) { // whatever it is, it must not come again and again
            burials.buryCopy(Origin.of(message), e.toString());
        }
    }
}
